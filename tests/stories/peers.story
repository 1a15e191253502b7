# Peers find each other by the SRV records of their Service, and each answers with everybody's data.
$ kubectl apply -f ../inputs/peers.yaml
  service/kubia created
  statefulset.apps/kubia created
+ rest
$ kubectl exec kubia-0 -- curl -s -X POST -d "the sun is shining" http://kubia-1.kubia:8080/
  Data stored on pod kubia-1
$ kubectl exec kubia-0 -- curl -s -X POST -d "the sweater is pink" http://kubia-2.kubia:8080/
  Data stored on pod kubia-2
$ kubectl exec kubia-2 -- curl -s http://localhost:8080/
  You've hit kubia-2
  Data stored in the cluster:
  - kubia-0.kubia.default.svc.cluster.local: No data posted yet
  - kubia-1.kubia.default.svc.cluster.local: the sun is shining
  - kubia-2.kubia.default.svc.cluster.local: the sweater is pink
$ ordinal break pod/kubia-1 readiness
  pod/kubia-1 readiness broken
+ 2s
$ kubectl exec kubia-2 -- curl -s http://localhost:8080/
  You've hit kubia-2
  Data stored in the cluster:
  - kubia-0.kubia.default.svc.cluster.local: No data posted yet
  - kubia-2.kubia.default.svc.cluster.local: the sweater is pink
$ kubectl logs kubia-1
  New data has been received and stored.
