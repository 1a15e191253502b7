# Talking to the program in a pod: through the API server's proxy, a forwarded port, a Service, and from a pod beside it.
$ kubectl apply -f ../inputs/kubia.yaml
  persistentvolume/pv-a created
  persistentvolume/pv-b created
  persistentvolume/pv-c created
  service/kubia created
  statefulset.apps/kubia created
  service/kubia-public created
  ! Warning: spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.

+ rest
# Nobody listens on one's own machine before kubectl does.
$ curl localhost:8001/api/v1/namespaces/default/pods/kubia-0/proxy/
  ! curl: (7) Failed to connect to localhost port 8001 after 0 ms: Couldn't connect to server
  = 7
$ kubectl proxy &
  [1]
[1] Starting to serve on 127.0.0.1:8001
$ curl localhost:8001/api/v1/namespaces/default/pods/kubia-0/proxy/
  You've hit kubia-0
  Data stored on this pod: No data posted yet
$ curl -X POST -d "Hey there! This greeting was submitted to kubia-0." localhost:8001/api/v1/namespaces/default/pods/kubia-0/proxy/
  Data stored on pod kubia-0
$ curl localhost:8001/api/v1/namespaces/default/pods/kubia-0/proxy/
  You've hit kubia-0
  Data stored on this pod: Hey there! This greeting was submitted to kubia-0.
$ curl localhost:8001/api/v1/namespaces/default/pods/kubia-1/proxy/
  You've hit kubia-1
  Data stored on this pod: No data posted yet
$ curl localhost:8001/api/v1/namespaces/default/services/kubia-public/proxy/
  You've hit kubia-0
  Data stored on this pod: Hey there! This greeting was submitted to kubia-0.
$ curl localhost:8001/api/v1/namespaces/default/services/kubia-public/proxy/
  You've hit kubia-1
  Data stored on this pod: No data posted yet
$ curl localhost:8001/api/v1/namespaces/default/pods/kubia-9/proxy/
  {
    "kind": "Status",
    "apiVersion": "v1",
    "metadata": {},
    "status": "Failure",
    "message": "pods \"kubia-9\" not found",
    "reason": "NotFound",
    "details": {
      "name": "kubia-9",
      "kind": "pods"
    },
    "code": 404
  }
# The data are on the claim: the pod's successor has them.
$ kubectl delete pod kubia-0
  pod "kubia-0" deleted from default namespace
+ rest
$ curl localhost:8001/api/v1/namespaces/default/pods/kubia-0/proxy/
  You've hit kubia-0
  Data stored on this pod: Hey there! This greeting was submitted to kubia-0.
# A port of one's own machine that leads to a pod.
$ kubectl port-forward pod/kubia-1 8080:8080 &
  [2]
[2] Forwarding from 127.0.0.1:8080 -> 8080
[2] Forwarding from [::1]:8080 -> 8080
$ curl -d "written through the tunnel" localhost:8080
[2] Handling connection for 8080
  Data stored on pod kubia-1
$ curl localhost:8080
[2] Handling connection for 8080
  You've hit kubia-1
  Data stored on this pod: written through the tunnel
$ kubectl port-forward service/kubia-public 8080:80
  ! error: unable to listen on port 8080: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:8080: bind: address already in use]
  ! error: unable to listen on any of the requested ports: [{8080 8080}]
  = 1
$ kubectl port-forward service/kubia-public 9090:80 &
  [3]
[3] Forwarding from 127.0.0.1:9090 -> 8080
[3] Forwarding from [::1]:9090 -> 8080
$ curl -s -o /dev/null -w '%{http_code}\n' localhost:9090/
[3] Handling connection for 9090
  200
# From a pod beside them.
$ kubectl run -it --rm tester --image=curlimages/curl --restart=Never -- curl http://kubia-0.kubia:8080
  You've hit kubia-0
  Data stored on this pod: Hey there! This greeting was submitted to kubia-0.
  pod "tester" deleted from default namespace
$ kubectl exec kubia-1 -- curl -s http://kubia-public
  You've hit kubia-0
  Data stored on this pod: Hey there! This greeting was submitted to kubia-0.
$ kubectl exec kubia-1 -- curl -sS http://kubia-9.kubia:8080
  ! curl: (6) Could not resolve host: kubia-9.kubia
  ! command terminated with exit code 6
  = 6
$ kubectl exec kubia-1 -- curl -sS http://kubia-0.kubia:81
  ! curl: (7) Failed to connect to kubia-0.kubia port 81 after 400 ms: Couldn't connect to server
  ! command terminated with exit code 7
  = 7
# While nobody is ready, the Service refuses at once and the proxy says why.
$ ordinal break pod/kubia-0 readiness
  pod/kubia-0 readiness broken
$ ordinal break pod/kubia-1 readiness
  pod/kubia-1 readiness broken
+ 2s
$ kubectl exec kubia-1 -- curl -sS http://kubia-public
  ! curl: (7) Failed to connect to kubia-public port 80 after 400 ms: Couldn't connect to server
  ! command terminated with exit code 7
  = 7
$ curl localhost:8001/api/v1/namespaces/default/services/kubia-public/proxy/
  {
    "kind": "Status",
    "apiVersion": "v1",
    "metadata": {},
    "status": "Failure",
    "message": "no endpoints available for service \"kubia-public\"",
    "reason": "ServiceUnavailable",
    "code": 503
  }
$ ordinal heal pod/kubia-0 readiness
  pod/kubia-0 readiness healed
$ ordinal heal pod/kubia-1 readiness
  pod/kubia-1 readiness healed
+ 2s
# With session affinity a client stays with its pod.
$ kubectl patch service kubia-public -p '{"spec":{"sessionAffinity":"ClientIP"}}'
  service/kubia-public patched
$ kubectl exec kubia-1 -- sh -c 'for i in 1 2 3 4; do curl -s http://kubia-public | head -1; done'
  You've hit kubia-1
  You've hit kubia-1
  You've hit kubia-1
  You've hit kubia-1
