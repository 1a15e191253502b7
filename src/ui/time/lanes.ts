import type { Entry, Millis, ObjectKey } from '../../sandbox/index.ts';
import { readKey } from '../../sandbox/index.ts';

/** What a pod was during a stretch of time. */
export type PhaseName = 'pending' | 'creating' | 'running' | 'ready' | 'terminating';

/** A stretch of one pod's life; without `to` it lasts. */
export interface Phase {
  readonly name: PhaseName;
  readonly from: Millis;
  readonly to?: Millis;
  /** Which life of this name it belongs to, from 0: a pod that comes back is another pod. */
  readonly life: number;
}

/** One identity through time. */
export interface Lane {
  readonly key: ObjectKey;
  readonly name: string;
  readonly phases: readonly Phase[];
  /** When its controller did something about it. */
  readonly marks: readonly Millis[];
  /** Its program has ended for now: nothing of it would be heard when it is deleted. */
  readonly hasEnded?: boolean;
}

/** The lanes so far and how much of the log they tell; handed back, only what is new is read. */
export interface Lanes {
  readonly read: number;
  readonly last?: Entry | undefined;
  readonly lanes: ReadonlyMap<ObjectKey, Lane>;
}

/** What the steps of the kubelet say about the pod. */
const kubeletSays: Readonly<Record<string, PhaseName | 'end'>> = {
  create: 'creating',
  run: 'running',
  notReady: 'running',
  ready: 'ready',
  stop: 'terminating',
  remove: 'end',
};

/** Nothing has been told yet. */
export const noLanes: Lanes = { read: 0, lanes: new Map() };

/** Reads on in the log. Another history is read from the beginning. */
export function lanesOf(log: readonly Entry[], before: Lanes = noLanes): Lanes {
  const known = before.last === log[before.read - 1] ? before : noLanes;
  if (known.read === log.length) return known;
  const lanes = new Map(known.lanes);
  for (let at = known.read; at < log.length; at += 1) {
    const entry = log[at]!;
    if (!entry.object?.startsWith('Pod/') || entry.kind !== 'does') continue;
    const lane = lanes.get(entry.object) ?? {
      key: entry.object,
      name: readKey(entry.object).name,
      phases: [],
      marks: [],
    };
    lanes.set(entry.object, told(lane, entry));
  }
  return { read: log.length, last: log.at(-1), lanes };
}

/** The lanes in the order in which people count: kubia-2 before kubia-10. */
export function inOrder({ lanes }: Lanes): readonly Lane[] {
  return [...lanes.values()].sort((one, other) => byName.compare(one.name, other.name));
}

const byName = new Intl.Collator('en', { numeric: true });

function told(lane: Lane, { who, step, at }: Entry): Lane {
  const marked = who === 'statefulset' ? { ...lane, marks: [...lane.marks, at] } : lane;
  if (who === 'kubelet') {
    const hasEnded = step === 'ended' || (marked.hasEnded === true && step !== 'run');
    return phased({ ...marked, hasEnded }, kubeletSays[step], at);
  }
  // The API server removes such a pod itself, and no kubelet says so.
  if (who === 'you' && step === 'delete' && marked.hasEnded) return phased(marked, 'end', at);
  // A pod that needs a node is a new one, even if nobody has heard that the one before it ended.
  if (who === 'scheduler' && step === 'assign' && isOld(marked))
    return phased(phased(marked, 'end', at), 'pending', at);
  const open = marked.phases.at(-1);
  return !open || open.to !== undefined ? phased(marked, 'pending', at) : marked;
}

function isOld({ phases }: Lane): boolean {
  const last = phases.at(-1);
  return last !== undefined && last.to === undefined && last.name !== 'pending';
}

function phased(lane: Lane, name: PhaseName | 'end' | undefined, at: Millis): Lane {
  const last = lane.phases.at(-1);
  const isOpen = last && last.to === undefined;
  if (!name || (isOpen && last.name === name)) return lane;
  const before = isOpen ? [...lane.phases.slice(0, -1), { ...last, to: at }] : lane.phases;
  if (name === 'end') return { ...lane, phases: before };
  const life = last ? last.life + (isOpen ? 0 : 1) : 0;
  return { ...lane, phases: [...before, { name, from: at, life }] };
}
