# Peers find each other: the program asks DNS for the SRV records of its Service and gathers everybody's data.
$ kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata: {name: kubia}
spec:
  clusterIP: None
  selector: {app: kubia}
  ports: [{name: http, port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: kubia-public}
spec:
  selector: {app: kubia}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: kubia}
spec:
  serviceName: kubia
  replicas: 3
  selector: {matchLabels: {app: kubia}}
  template:
    metadata: {labels: {app: kubia}}
    spec:
      containers:
      - name: kubia
        image: luksa/kubia-pet-peers
        ports: [{name: http, containerPort: 8080}]
        volumeMounts: [{name: data, mountPath: /var/data}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
END
  service/kubia created
  service/kubia-public created
  statefulset.apps/kubia created
+ rest
$ kubectl proxy &
  [1]
[1] Starting to serve on 127.0.0.1:8001
$ curl -X POST -d "The sun is shining" localhost:8001/api/v1/namespaces/default/services/kubia-public/proxy/
  Data stored on pod kubia-0
$ curl -X POST -d "The weather is sweet" localhost:8001/api/v1/namespaces/default/services/kubia-public/proxy/
  Data stored on pod kubia-2
$ curl localhost:8001/api/v1/namespaces/default/services/kubia-public/proxy/
  You've hit kubia-0
  Data stored in the cluster:
  - kubia-0.kubia.default.svc.cluster.local: The sun is shining
  - kubia-1.kubia.default.svc.cluster.local: No data posted yet
  - kubia-2.kubia.default.svc.cluster.local: The weather is sweet
# One more member, and nobody has to be told.
$ kubectl scale sts kubia --replicas=4
  statefulset.apps/kubia scaled
+ rest
$ kubectl run -it --rm srvlookup --image=tutum/dnsutils --restart=Never -- dig +noall +answer SRV kubia.default.svc.cluster.local
  kubia.default.svc.cluster.local. 30 IN	SRV	0 25 80 kubia-0.kubia.default.svc.cluster.local.
  kubia.default.svc.cluster.local. 30 IN	SRV	0 25 80 kubia-1.kubia.default.svc.cluster.local.
  kubia.default.svc.cluster.local. 30 IN	SRV	0 25 80 kubia-2.kubia.default.svc.cluster.local.
  kubia.default.svc.cluster.local. 30 IN	SRV	0 25 80 kubia-3.kubia.default.svc.cluster.local.
  pod "srvlookup" deleted from default namespace
$ curl localhost:8001/api/v1/namespaces/default/pods/kubia-3/proxy/
  You've hit kubia-3
  Data stored in the cluster:
  - kubia-0.kubia.default.svc.cluster.local: The sun is shining
  - kubia-1.kubia.default.svc.cluster.local: No data posted yet
  - kubia-2.kubia.default.svc.cluster.local: The weather is sweet
  - kubia-3.kubia.default.svc.cluster.local: No data posted yet
# Who is not ready is not asked.
$ ordinal break pod/kubia-2 readiness
  pod/kubia-2 readiness broken
+ 2s
$ curl localhost:8001/api/v1/namespaces/default/pods/kubia-0/proxy/
  You've hit kubia-0
  Data stored in the cluster:
  - kubia-0.kubia.default.svc.cluster.local: The sun is shining
  - kubia-1.kubia.default.svc.cluster.local: No data posted yet
  - kubia-3.kubia.default.svc.cluster.local: No data posted yet
