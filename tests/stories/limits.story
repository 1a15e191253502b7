# What is too long, too large or endless ends with a clear answer.
$ kubectl apply -f ../inputs/kubia.yaml
  persistentvolume/pv-a created
  persistentvolume/pv-b created
  persistentvolume/pv-c created
  service/kubia created
  statefulset.apps/kubia created
  service/kubia-public created
  ! Warning: spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.
+ rest
$ kubectl exec kubia-0 -- sh -c 'while true; do :; done'
  ! ordinal: this command has taken 10000 steps (limits.commandSteps) while no time passed; it is ended
  ! command terminated with exit code 137
  = 137
$ kubectl exec kubia-0 -- sh -c 'while true; do echo and so on; done > /dev/null'
  ! ordinal: this command has taken 10000 steps (limits.commandSteps) while no time passed; it is ended
  ! command terminated with exit code 137
  = 137
$ kubectl exec kubia-0 -- sh -c 'x=0123456789; while true; do x=$x$x; echo $x; done > /dev/null'
  ! ordinal: this command has worked on more than 262144 characters while no time passed; it is ended
  ! command terminated with exit code 137
  = 137
$ kubectl exec kubia-0 -- sh -c 'if true; then'
  ! sh: 1: Syntax error: end of file unexpected
  ! command terminated with exit code 2
  = 2
$ kubectl exec kubia-0 -- getent hosts a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z
  ! command terminated with exit code 2
  = 2
$ kubectl exec kubia-0 -- curl -sS http://under_score..dots/
  ! curl: (6) Could not resolve host: under_score..dots
  ! command terminated with exit code 6
  = 6
$ kubectl exec kubia-0 -- sh -c 'seq 1 40000 > /tmp/much; wc -c < /tmp/much; curl -sS -d @/tmp/much http://kubia-1.kubia:8080'
  228894
  Data stored on pod kubia-1
$ kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata: {name: a}
spec: {type: ExternalName, externalName: b.default.svc.cluster.local}
---
apiVersion: v1
kind: Service
metadata: {name: b}
spec: {type: ExternalName, externalName: a.default.svc.cluster.local}
END
  service/a created
  service/b created
$ kubectl exec kubia-0 -- getent hosts a
  ! command terminated with exit code 2
  = 2
$ kubectl run Bad_Name --image=nginx
  ! The Pod "Bad_Name" is invalid: 
  ! * metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
  ! * spec.containers[0].name: Invalid value: "Bad_Name": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
  = 1
$ kubectl run box
  ! error: required flag(s) "image" not set
  = 1
$ kubectl run box --image=nginx --rm
  ! error: --rm should only be used for attached containers
  = 1
$ kubectl label pod kubia-0 'bad key=1'
  ! The Pod "kubia-0" is invalid: metadata.labels: Invalid value: "bad key": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
  = 1
$ kubectl run box --image=nginx --labels='app=not ok'
  ! The Pod "box" is invalid: metadata.labels: Invalid value: "not ok": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
  = 1
