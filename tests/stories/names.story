# The names of a StatefulSet's pods: which records a headless Service gives, and what they lose with readiness.
$ kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  clusterIP: None
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: luksa/kubia-pet, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web-public}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: v1
kind: Pod
metadata: {name: tools}
spec: {containers: [{name: tools, image: tutum/dnsutils, command: [sleep, infinity]}]}
END
  service/web created
  statefulset.apps/web created
  service/web-public created
  pod/tools created
+ rest
$ kubectl get pods -o wide
  NAME    READY   STATUS    RESTARTS   AGE   IP           NODE     NOMINATED NODE   READINESS GATES
  tools   1/1     Running   0          9s    10.244.1.2   node-1   <none>           <none>
  web-0   1/1     Running   0          9s    10.244.3.2   node-3   <none>           <none>
  web-1   1/1     Running   0          6s    10.244.2.2   node-2   <none>           <none>
  web-2   1/1     Running   0          3s    10.244.1.3   node-1   <none>           <none>
# The Service's name stands for all ready pods, in an order of chance; each pod has a name of its own.
$ kubectl exec tools -- dig +short web.default.svc.cluster.local
  10.244.1.3
  10.244.3.2
  10.244.2.2
$ kubectl exec tools -- dig +short +search web-1.web
  10.244.2.2
$ kubectl exec tools -- dig SRV _http._tcp.web.default.svc.cluster.local
  
  ; <<>> DiG 9.18.28 <<>> SRV _http._tcp.web.default.svc.cluster.local
  ;; global options: +cmd
  ;; Got answer:
  ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 54741
  ;; flags: qr aa rd; QUERY: 1, ANSWER: 3, AUTHORITY: 0, ADDITIONAL: 4
  ;; WARNING: recursion requested but not available
  
  ;; OPT PSEUDOSECTION:
  ; EDNS: version: 0, flags:; udp: 1232
  ;; QUESTION SECTION:
  ;_http._tcp.web.default.svc.cluster.local. IN SRV
  
  ;; ANSWER SECTION:
  _http._tcp.web.default.svc.cluster.local. 30 IN	SRV 0 33 8080 web-0.web.default.svc.cluster.local.
  _http._tcp.web.default.svc.cluster.local. 30 IN	SRV 0 33 8080 web-1.web.default.svc.cluster.local.
  _http._tcp.web.default.svc.cluster.local. 30 IN	SRV 0 33 8080 web-2.web.default.svc.cluster.local.
  
  ;; ADDITIONAL SECTION:
  web-2.web.default.svc.cluster.local. 30	IN A	10.244.1.3
  web-0.web.default.svc.cluster.local. 30	IN A	10.244.3.2
  web-1.web.default.svc.cluster.local. 30	IN A	10.244.2.2
  
  ;; Query time: 200 msec
  ;; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)
  ;; WHEN: Thu Jan  1 00:00:10 UTC 2026
  ;; MSG SIZE  rcvd: 282
  
$ kubectl exec tools -- dig +short web-public.default.svc.cluster.local
  10.96.0.2
$ kubectl exec tools -- nslookup web-0.web
  Server:		10.96.0.10
  Address:	10.96.0.10#53
  
  Name:	web-0.web.default.svc.cluster.local
  Address: 10.244.3.2
  
$ kubectl exec tools -- host -t SRV web.default.svc.cluster.local
  web.default.svc.cluster.local has SRV record 0 33 8080 web-0.web.default.svc.cluster.local.
  web.default.svc.cluster.local has SRV record 0 33 8080 web-1.web.default.svc.cluster.local.
  web.default.svc.cluster.local has SRV record 0 33 8080 web-2.web.default.svc.cluster.local.
$ kubectl exec tools -- getent hosts web-2.web
  10.244.1.3      web-2.web.default.svc.cluster.local
$ kubectl run -it lookup --image=busybox:1.28 --rm --restart=Never -- nslookup web-0.web
  Server:    10.96.0.10
  Address 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local
  
  Name:      web-0.web
  Address 1: 10.244.3.2 web-0.web.default.svc.cluster.local
  pod "lookup" deleted from default namespace
# A pod that is not ready has no record, and the log says why.
$ ordinal break pod/web-1 readiness
  pod/web-1 readiness broken
+ 2s
$ kubectl exec tools -- dig +noall +answer web.default.svc.cluster.local
  web.default.svc.cluster.local. 30 IN	A	10.244.1.3
  web.default.svc.cluster.local. 30 IN	A	10.244.3.2
$ kubectl exec tools -- nslookup web-1.web
  Server:		10.96.0.10
  Address:	10.96.0.10#53
  
  ** server can't find web-1.web: NXDOMAIN
  
  ! command terminated with exit code 1
  = 1
$ kubectl exec tools -- dig web-1.web.default.svc.cluster.local
  
  ; <<>> DiG 9.18.28 <<>> web-1.web.default.svc.cluster.local
  ;; global options: +cmd
  ;; Got answer:
  ;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 34163
  ;; flags: qr aa rd; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 1
  ;; WARNING: recursion requested but not available
  
  ;; OPT PSEUDOSECTION:
  ; EDNS: version: 0, flags:; udp: 1232
  ;; QUESTION SECTION:
  ;web-1.web.default.svc.cluster.local. IN A
  
  ;; AUTHORITY SECTION:
  cluster.local.		30	IN	SOA	ns.dns.cluster.local. hostmaster.cluster.local. 1735689600 7200 1800 86400 30
  
  ;; Query time: 200 msec
  ;; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)
  ;; WHEN: Thu Jan  1 00:00:18 UTC 2026
  ;; MSG SIZE  rcvd: 120
  
$ ordinal heal pod/web-1 readiness
  pod/web-1 readiness healed
+ 2s
# Deleted and back again it has the same name and another address.
$ kubectl delete pod web-1
  pod "web-1" deleted from default namespace
+ rest
$ kubectl exec tools -- dig +short web-1.web.default.svc.cluster.local
  10.244.2.3
$ kubectl exec tools -- dig +noall +answer -x 10.244.1.3
  3.1.244.10.in-addr.arpa. 30	IN	PTR	web-2.web.default.svc.cluster.local.
$ kubectl exec tools -- nslookup web-9.web
  Server:		10.96.0.10
  Address:	10.96.0.10#53
  
  ** server can't find web-9.web: NXDOMAIN
  
  ! command terminated with exit code 1
  = 1
$ kubectl exec tools -- dig +short AAAA web.default.svc.cluster.local
# publishNotReadyAddresses: the records are there whether the pods are ready or not.
$ kubectl patch service web -p '{"spec":{"publishNotReadyAddresses":true}}'
  service/web patched
$ ordinal break pod/web-2 readiness
  pod/web-2 readiness broken
+ 2s
$ kubectl exec tools -- dig +short web-2.web.default.svc.cluster.local
  10.244.1.3
# A set whose serviceName leads nowhere runs, but its pods have no names.
$ kubectl apply -f - <<END
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: lost}
spec:
  serviceName: nowhere
  selector: {matchLabels: {app: lost}}
  template:
    metadata: {labels: {app: lost}}
    spec: {containers: [{name: lost, image: luksa/kubia-pet}]}
END
  statefulset.apps/lost created
+ rest
$ kubectl get pod lost-0
  NAME     READY   STATUS    RESTARTS   AGE
  lost-0   1/1     Running   0          2s
$ kubectl exec tools -- host lost-0.nowhere
  Host lost-0.nowhere not found: 3(NXDOMAIN)
  ! command terminated with exit code 1
  = 1
