# A store that keeps every record on two members. Leaving one by one they hand over what they keep; two at once take it with them.
$ kubectl apply -f ../inputs/store.yaml
  service/store created
  statefulset.apps/store created
+ rest
$ kubectl exec store-0 -- sh -c 'for key in a b c d e f; do wget -qO- --post-data="text of $key" http://localhost:7000/$key; done'
  Stored a on store-0 and store-1
  Stored b on store-2 and store-3
  Stored c on store-2 and store-3
  Stored d on store-1 and store-3
  Stored e on store-2 and store-3
  Stored f on store-1 and store-3
$ kubectl exec store-0 -- wget -qO- http://localhost:7000/
  a: store-0 and store-1
  b: store-2 and store-3
  c: store-2 and store-3
  d: store-1 and store-3
  e: store-2 and store-3
  f: store-1 and store-3
$ kubectl scale sts store --replicas=3
  statefulset.apps/store scaled
+ rest
$ kubectl exec store-0 -- wget -qO- http://localhost:7000/
  a: store-0 and store-1
  b: store-1 and store-2
  c: store-1 and store-2
  d: store-1 and store-2
  e: store-0 and store-2
  f: store-0 and store-1
$ kubectl scale sts store --replicas=1
  statefulset.apps/store scaled
+ rest
$ kubectl exec store-0 -- wget -qO- http://localhost:7000/
  a: store-0 alone
  b: lost: store-1 and store-2, which kept it, are gone
  c: lost: store-1 and store-2, which kept it, are gone
  d: lost: store-1 and store-2, which kept it, are gone
  e: store-0 alone
  f: store-0 alone
# Their claims are still there: when they are back, so are the records.
$ kubectl scale sts store --replicas=3
  statefulset.apps/store scaled
+ rest
$ kubectl exec store-0 -- wget -qO- http://localhost:7000/
  a: store-0 alone
  b: store-1 and store-2
  c: store-1 and store-2
  d: store-1 and store-2
  e: store-0 alone
  f: store-0 alone
