import fc from 'fast-check';
import type { Deed, Deeds } from './deeds.ts';

/** What a user may do, in any order: some of it makes no sense. */
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.constantFrom<Deed>(
    { line: 'kubectl apply -f kubia.yaml' },
    { line: 'kubectl delete sts kubia --wait=false' },
    { line: 'kubectl delete sts kubia --cascade=orphan --wait=false' },
    { line: 'kubectl delete svc kubia' },
    { line: 'kubectl get nonsense' },
  ),
  fc.nat({ max: 4 }).map((replicas) => ({ line: `kubectl scale sts/kubia --replicas=${replicas}` })),
  fc.nat({ max: 3 }).map((ordinal) => ({ line: `kubectl delete pod kubia-${ordinal} --wait=false` })),
  fc.nat({ max: 3 }).map((ordinal) => ({ line: `kubectl delete pod kubia-${ordinal} --grace-period=0 --force` })),
  fc.nat({ max: 3 }).map((ordinal) => ({ line: `kubectl delete pvc data-kubia-${ordinal} --wait=false` })),
  fc.constantFrom('Delete', 'Retain').map((whenScaled) => ({
    line: `kubectl patch sts kubia -p '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenScaled":"${whenScaled}"}}}'`,
  })),
  fc.nat({ max: 3 }).map((ordinal) => ({ line: `kubectl label pod kubia-${ordinal} app=other --overwrite` })),
  fc.nat({ max: 3 }).map((ordinal) => ({ breaks: `pod/default/kubia-${ordinal}` })),
  fc.nat({ max: 3 }).map((ordinal) => ({ heals: `pod/default/kubia-${ordinal}` })),
);

/** The deed with which most stories begin. */
export const apply = { deed: { line: 'kubectl apply -f kubia.yaml' } } as const;
/** The same with a set whose pods come up all at once. */
export const applyInParallel = { deed: { line: 'kubectl apply -f -', stdin: kubiaInParallel() } } as const;
const laterDeeds = fc.array(fc.record({ deed, waitMs: fc.nat({ max: 6000 }) }), { minLength: 1, maxLength: 8 });
/** Most stories begin with a set: without one nothing much can happen. */
export const stories: fc.Arbitrary<Deeds> = fc
  .tuple(fc.constantFrom(apply, applyInParallel), fc.nat({ max: 6000 }), laterDeeds)
  .map(([first, waitMs, later]) => [
    { ...first, waitMs },
    ...later,
    { deed: { line: 'kubectl get pods' }, waitMs: 20_000 },
  ]);
/** Where chance begins. */
export const seeds = fc.nat({ max: 2 ** 31 });

/** The same set, whose pods come up all at once. */
function kubiaInParallel(): string {
  return `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: kubia}
spec:
  serviceName: kubia
  replicas: 3
  podManagementPolicy: Parallel
  selector: {matchLabels: {app: kubia}}
  template:
    metadata: {labels: {app: kubia}}
    spec:
      containers:
      - name: kubia
        image: luksa/kubia-pet
        volumeMounts: [{name: data, mountPath: /var/data}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
`;
}
