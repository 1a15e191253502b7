# kubia comes up in order; its fourth pod finds no volume.
$ kubectl apply -f ../inputs/kubia.yaml
  persistentvolume/pv-a created
  persistentvolume/pv-b created
  persistentvolume/pv-c created
  service/kubia created
  statefulset.apps/kubia created
  service/kubia-public created
  ! Warning: spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.
+ rest
$ kubectl get pods
  NAME      READY   STATUS    RESTARTS   AGE
  kubia-0   1/1     Running   0          7s
  kubia-1   1/1     Running   0          4s
$ kubectl get pvc
  NAME           STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE
  data-kubia-0   Bound    pv-a     1Mi        RWO                           <unset>                 7s
  data-kubia-1   Bound    pv-b     1Mi        RWO                           <unset>                 4s
$ kubectl get pv
  NAME   CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS      CLAIM                  STORAGECLASS   VOLUMEATTRIBUTESCLASS   REASON   AGE
  pv-a   1Mi        RWO            Recycle          Bound       default/data-kubia-0                  <unset>                          7s
  pv-b   1Mi        RWO            Recycle          Bound       default/data-kubia-1                  <unset>                          7s
  pv-c   1Mi        RWO            Recycle          Available                                         <unset>                          7s
$ kubectl get pods -w &
  [1]
[1] NAME      READY   STATUS    RESTARTS   AGE
[1] kubia-0   1/1     Running   0          7s
[1] kubia-1   1/1     Running   0          4s
$ kubectl delete pod kubia-0
[1] kubia-0   1/1     Terminating   0          7s
  pod "kubia-0" deleted from default namespace
[1] kubia-0   0/1     Completed     0          8s
[1] kubia-0   0/1     Completed     0          8s
+ rest
[1] kubia-0   0/1     Pending       0          0s
[1] kubia-0   0/1     Pending       0          0s
[1] kubia-0   0/1     ContainerCreating   0          0s
[1] kubia-0   0/1     Running             0          1s
[1] kubia-0   1/1     Running             0          2s
$ kubectl get sts nope
  ! Error from server (NotFound): statefulsets.apps "nope" not found
  = 1
$ kubectl scale sts/kubia --replicas=4
[1] kubia-2   0/1     Pending             0          0s
[1] kubia-2   0/1     Pending             0          0s
  statefulset.apps/kubia scaled
+ rest
[1] kubia-2   0/1     Pending             0          0s
[1] kubia-2   0/1     ContainerCreating   0          0s
[1] kubia-2   0/1     Running             0          3s
[1] kubia-2   1/1     Running             0          4s
[1] kubia-3   0/1     Pending             0          0s
[1] kubia-3   0/1     Pending             0          0s
$ kubectl get pods
  NAME      READY   STATUS    RESTARTS   AGE
  kubia-0   1/1     Running   0          6s
  kubia-1   1/1     Running   0          11s
  kubia-2   1/1     Running   0          4s
  kubia-3   0/1     Pending   0          0s
$ kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: other
spec:
  selector: {app: kubia}
  ports: [{port: 80}]
EOF
  service/other created
$ kubectl get svc other -o name
  service/other
