import type { Entry, Reader } from '../cluster/index.ts';
import type { Millis, ObjectKey } from '../objects/index.ts';

/** The cluster as a lesson sees it: as it stands, its log, and when the step in hand began. */
export interface Run extends Reader {
  readonly since: Millis;
}

/** What can happen to an object that lessons speak of. */
export type Happening = 'created' | 'ready' | 'unready' | 'gone';

/** How an object stood at some moment. */
export type Stand = 'absent' | 'there' | 'ready';

interface Moment {
  readonly at: Millis;
  readonly what: Happening;
}

/** The log's steps that say more of an object than that it is there. */
const tellingSteps: Readonly<Record<string, Happening>> = {
  ready: 'ready',
  notReady: 'unready',
  stopped: 'unready',
  remove: 'gone',
};

const standAfter: Readonly<Record<Happening, Stand>> = {
  created: 'there',
  ready: 'ready',
  unready: 'there',
  gone: 'absent',
};

/** The moments at which this happened to the object, in order. */
export function happened(run: Reader, key: ObjectKey, what: Happening): readonly Millis[] {
  return lifeOf(run, key).flatMap((moment) => (moment.what === what ? moment.at : []));
}

/** How the object stood at this moment, everything included that happened at it. */
export function stood(run: Reader, key: ObjectKey, at: Millis): Stand {
  const last = lifeOf(run, key).findLast((moment) => moment.at <= at);
  return last ? standAfter[last.what] : 'absent';
}

/** The object's life as the log tells it. Its first deed after an absence is its creation; waits may speak of what is not there. */
function lifeOf({ state }: Reader, key: ObjectKey): readonly Moment[] {
  const life: Moment[] = [];
  const deeds = state.log.filter((entry) => entry.object === key && entry.kind === 'does');
  for (const entry of deeds) {
    const what = happeningOf(entry, isThere(life));
    // A pod without a node goes the moment its deletion is asked for, and no kubelet tells of it.
    if (what === 'created' && isThere(life)) life.push({ at: entry.at, what: 'gone' });
    if (what) life.push({ at: entry.at, what });
  }
  const last = deeds.at(-1);
  if (last && isThere(life) && !state.objects[key]) life.push({ at: last.at, what: 'gone' });
  return life;
}

function isThere(life: readonly Moment[]): boolean {
  return standAfter[life.at(-1)?.what ?? 'gone'] !== 'absent';
}

function happeningOf({ who, step, what }: Entry, isThere: boolean): Happening | undefined {
  if (!isThere || what.text.startsWith('creates ')) return 'created';
  return who === 'kubelet' ? tellingSteps[step] : undefined;
}
