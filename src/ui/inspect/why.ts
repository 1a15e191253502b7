import type { Claim, Cluster, Entry, ObjectKey, Pod } from '../../sandbox/index.ts';
import { get, keyFor } from '../../sandbox/index.ts';

/** The lines of the log that led to an object's state, the latest first: what was decided about it, and what its own controller decided. */
export function whyOf(log: readonly Entry[], key: ObjectKey, most = 40): readonly Entry[] {
  const name = key.slice(key.indexOf('/') + 1);
  const isSet = key.startsWith('StatefulSet/');
  const found: Entry[] = [];
  for (let at = log.length - 1; at >= 0 && found.length < most; at -= 1) {
    const entry = log[at]!;
    if (entry.object === key || (isSet && entry.who === 'statefulset' && entry.of === name)) found.push(entry);
  }
  return found;
}

/** What is being waited for now, by every part that has to do with the object: with it, or with a claim of a pod. */
export function waitsAbout(cluster: Cluster, key: ObjectKey): readonly Entry[] {
  const about = new Set([key, ...claimsOf(cluster, key)]);
  const name = key.slice(key.indexOf('/') + 1);
  const isSet = key.startsWith('StatefulSet/');
  return [...cluster.index.lastEntry.values()].filter(
    ({ kind, object, who, of }) =>
      kind === 'waits' && (about.has(object ?? '') || (isSet && who === 'statefulset' && of === name)),
  );
}

function claimsOf(cluster: Cluster, key: ObjectKey): readonly ObjectKey[] {
  if (!key.startsWith('Pod/')) return [];
  const pod = get<Pod>(cluster, key);
  const claims = (pod?.spec.volumes ?? []).flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? []);
  return claims
    .map((claim) => keyFor('PersistentVolumeClaim', pod?.metadata.namespace, claim))
    .filter((claim) => get<Claim>(cluster, claim)?.status?.phase !== 'Bound');
}
