# Two watches run beside what is typed; each has its number.
$ kubectl get sts -w &
  [1]
$ kubectl get pods -w &
  [2]
$ kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
EOF
[1] NAME   READY   AGE
[1] web    0/1     0s
[1] web    0/1     0s
[2] NAME    READY   STATUS    RESTARTS   AGE
[2] web-0   0/1     Pending   0          0s
[2] web-0   0/1     Pending   0          0s
[2] web-0   0/1     ContainerCreating   0          0s
  statefulset.apps/web created
+ 500ms
[1] web    0/1     0s
+ 1m30s
[2] web-0   0/1     Running             0          2s
[1] web    1/1     3s
[2] web-0   1/1     Running             0          3s
$ kubectl scale sts/web --replicas=0
[1] web    1/0     90s
[1] web    1/0     90s
[2] web-0   1/1     Terminating         0          90s
  statefulset.apps/web scaled
+ rest
[1] web    1/0     90s
[1] web    0/0     91s
[2] web-0   0/1     Completed           0          91s
[2] web-0   0/1     Completed           0          91s
[1] web    0/0     91s
$ kubectl get pods -o name
