# A primary and its replicas: pod 0 is the primary, the others find it by its stable name and copy.
$ kubectl apply -f ../inputs/redis.yaml
  service/test-redis-service created
  statefulset.apps/test-redis-pod created
+ rest
$ kubectl exec test-redis-pod-0 -- redis-cli SET colour blue
  OK
$ kubectl exec test-redis-pod-1 -- redis-cli GET colour
  "blue"
$ kubectl exec test-redis-pod-2 -- redis-cli GET nothing
  (nil)
$ kubectl exec test-redis-pod-1 -- redis-cli SET colour red
  (error) READONLY You can't write against a read only replica.
$ kubectl exec test-redis-pod-0 -- redis-cli INFO replication
  # Replication
  role:master
  connected_slaves:2
  slave0:ip=10.244.1.2,port=6379,state=online,offset=35,lag=0
  slave1:ip=10.244.2.2,port=6379,state=online,offset=35,lag=0
  master_failover_state:no-failover
  master_replid:e24f25127d778f6ee383c5c0933cb56e2dcb10a5
  master_replid2:0000000000000000000000000000000000000000
  master_repl_offset:35
  second_repl_offset:-1
  repl_backlog_active:1
  repl_backlog_size:1048576
  repl_backlog_first_byte_offset:1
  repl_backlog_histlen:35
$ kubectl exec test-redis-pod-1 -- redis-cli -h test-redis-pod-0.test-redis-service SET colour red
  OK
$ kubectl exec test-redis-pod-2 -- redis-cli GET colour
  "red"
# The pod is replaced: its keys are on its claim, and the replicas find it again under its name.
$ kubectl delete pod test-redis-pod-0
  pod "test-redis-pod-0" deleted from default namespace
+ 10s
$ kubectl exec test-redis-pod-0 -- redis-cli GET colour
  "red"
$ kubectl exec test-redis-pod-0 -- redis-cli ROLE
  1) "master"
  2) (integer) 0
  3) 1) 1) "10.244.1.2"
        2) "6379"
        3) "0"
     2) 1) "10.244.2.2"
        2) "6379"
        3) "0"
$ kubectl exec test-redis-pod-1 -- redis-cli REPLICAOF NO ONE
  OK
$ kubectl exec test-redis-pod-1 -- redis-cli SET colour green
  OK
$ kubectl logs test-redis-pod-1
  1:S 01 Jan 2026 00:00:09.000 * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo
  1:S 01 Jan 2026 00:00:09.000 * Running mode=standalone, port=6379.
  1:S 01 Jan 2026 00:00:09.000 * Ready to accept connections tcp
  1:S 01 Jan 2026 00:00:09.000 * Connecting to MASTER test-redis-pod-0.test-redis-service.default.svc.cluster.local:6379
  1:S 01 Jan 2026 00:00:09.000 * MASTER <-> REPLICA sync started
  1:S 01 Jan 2026 00:00:10.000 * Full resync from master: e24f25127d778f6ee383c5c0933cb56e2dcb10a5:0
  1:S 01 Jan 2026 00:00:10.000 * MASTER <-> REPLICA sync: Finished with success
  1:S 01 Jan 2026 00:00:18.000 * Connection with master lost.
  1:S 01 Jan 2026 00:00:19.000 * Error condition on socket for SYNC: its name does not resolve (test-redis-pod-0.test-redis-service.default.svc.cluster.local:6379)
  1:S 01 Jan 2026 00:00:20.000 * Full resync from master: 96fbb79742abe5575accec6f8b6200f5eacf0431:0
  1:S 01 Jan 2026 00:00:20.000 * MASTER <-> REPLICA sync: Finished with success
