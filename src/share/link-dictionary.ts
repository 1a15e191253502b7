import { strToU8 } from 'fflate';

/** What manifests and lines are mostly made of, the commonest last. FROZEN with link format 1: a change needs a new format. */
export const dictionary = strToU8(`apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: PersistentVolume
  metadata: {name: pv-a}
  spec:
    capacity: {storage: 1Mi}
    accessModes: [ReadWriteOnce]
    persistentVolumeReclaimPolicy: Recycle
    hostPath: {path: /tmp/pv-a}
    nfs: {server: 192.168.11.210, path: /nfs/pv-a}
kind: StorageClass
provisioner: ordinal.dev/disk
volumeBindingMode: WaitForFirstConsumer
reclaimPolicy: Delete
kind: ConfigMap
kind: Secret
kind: Deployment
kind: DaemonSet
kind: PodDisruptionBudget
minAvailable: maxUnavailable: 
        readinessProbe:
          httpGet:
            path: /
            port: 8080
          periodSeconds: 5
        livenessProbe:
        resources:
          requests: {cpu: 100m, memory: 64Mi}
          limits:
        env:
        - name: 
          value: 
      terminationGracePeriodSeconds: 10
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Retain
    whenScaled: Delete
  minReadySeconds: 
  podManagementPolicy: Parallel
  podManagementPolicy: OrderedReady
  updateStrategy:
    type: OnDelete
    type: RollingUpdate
    rollingUpdate:
      partition: 3
---
apiVersion: v1
kind: Service
metadata:
  name: kubia
spec:
  clusterIP: None
  selector:
    app: kubia
  ports:
  - name: http
    port: 80
    targetPort: 8080
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  labels: {app: nginx}
spec:
  serviceName: kubia
  replicas: 3
  selector:
    matchLabels:
      app: kubia
  template:
    metadata:
      labels:
        app: kubia
    spec:
      containers:
      - name: kubia
        image: luksa/kubia-pet:v2
        ports:
        - name: http
          containerPort: 8080
        volumeMounts:
        - name: data
          mountPath: /var/data
  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes:
      - ReadWriteOnce
      storageClassName: ""
      resources:
        requests:
          storage: 1Mi
"ordinal heal node/node-2 network"]"ordinal break pod/kubia-0 readiness"]"^C"]"kubectl get pods -w"]"kubectl get pods"]"kubectl get pvc,pv"],"kubectl get sts"]"kubectl rollout undo sts/kubia"]"kubectl rollout status sts/kubia"]"kubectl set image sts/kubia kubia=kubia-pet:v2"]"kubectl delete pod kubia-1"],"kubectl scale sts kubia --replicas=5"],"kubectl scale sts/kubia --replicas=2"],[1000,"kubectl apply -f kubia.yaml",{"kubia.yaml":1}],{"s":42,"t":1000,"l":"in-order","n":[],"m":[0],"a":[[0,`);
