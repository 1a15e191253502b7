# An unready pod blocks what OrderedReady would do next.
$ kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
EOF
  statefulset.apps/web created
+ rest
$ ordinal break pod/web-1 readiness
  pod/web-1 readiness broken
+ 1s
$ kubectl scale sts/web --replicas=5
  statefulset.apps/web scaled
+ 1m
$ kubectl get pods
  NAME    READY   STATUS    RESTARTS   AGE
  web-0   1/1     Running   0          70s
  web-1   0/1     Running   0          67s
  web-2   1/1     Running   0          64s
$ kubectl get sts
  NAME   READY   AGE
  web    2/5     70s
$ ordinal heal pod/web-1 readiness
  pod/web-1 readiness healed
+ rest
$ kubectl get pods
  NAME    READY   STATUS    RESTARTS   AGE
  web-0   1/1     Running   0          74s
  web-1   1/1     Running   0          71s
  web-2   1/1     Running   0          68s
  web-3   1/1     Running   0          4s
  web-4   1/1     Running   0          2s
$ ordinal break pod/web-1 nonsense
  ! error: "nonsense" cannot be broken at a pod
  = 1
$ kubectl delete sts web
  statefulset.apps "web" deleted from default namespace
+ rest
$ kubectl get pods
  ! No resources found in default namespace.
