import type { Entry, ObjectKey } from '../../sandbox/index.ts';

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
