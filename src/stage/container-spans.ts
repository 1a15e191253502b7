/** What goes on in the containers of a pod until they run: pulls, starts, and waits between two tries. */
import type { MachineState, Reader } from '../cluster/index.ts';
import { backOffMs } from '../cluster/index.ts';
import type { Millis, Pod } from '../objects/index.ts';
import type { Span } from './spans.ts';

/** When a row of the due list comes, by its order; on a machine that stands still, when it would come if that went on now. */
export type DueAt = (order: number) => Millis | undefined;

/** Reads the due list once, and only if somebody asks. */
export function dueTimes({ state }: Reader): DueAt {
  let known: Map<number, Millis> | undefined;
  const read = (): Map<number, Millis> => {
    const still = Object.values(state.still).flatMap((timers) => timers);
    return new Map([
      ...state.due.map(({ order, at }) => [order, at] as const),
      ...still.map(({ order, at }) => [order, state.now + at] as const),
    ]);
  };
  return (order) => (known ??= read()).get(order);
}

/** The durations that the machine of a container drew beforehand. */
interface Drawn {
  readonly pullingMs: Millis;
  readonly startMs: Millis;
  readonly relistMs: Millis;
  readonly backOffMs: Millis;
  readonly pullFailures: number;
  readonly restarts: number;
}

/** From and to of a stretch, given when its present station ends. */
type Stretch = (drawn: Drawn, due: Millis) => { readonly from: Millis; readonly to: Millis };

function startMs({ restarts, startMs: ms }: Drawn): Millis {
  return restarts > 0 ? 0 : ms;
}

/** A pull and the start after it are one stretch. */
const starts: Readonly<Record<string, Stretch>> = {
  pulling: (drawn, due) => ({ from: due - drawn.pullingMs, to: due + startMs(drawn) }),
  starting: (drawn, due) => ({ from: due - startMs(drawn) - drawn.pullingMs, to: due }),
};

/** The error and the wait after it are one stretch; both end with the next try. */
const waits: Readonly<Record<string, Stretch>> = {
  errImagePull: ({ pullFailures }, due) => ({ from: due - 1000, to: due - 1000 + backOffMs(pullFailures) }),
  imagePullBackOff: ({ pullFailures }, due) => ({ from: due - backOffMs(pullFailures), to: due }),
  crashLoopBackOff: (drawn, due) => ({ from: due - (drawn.backOffMs - drawn.relistMs), to: due }),
};

/** What is under way in the pod's containers: of several starts the one that ends last, of several waits the one that ends first. */
export function containerSpan(pod: Pod, cluster: Reader, dueAt: DueAt, of: 'start' | 'backOff'): Span | undefined {
  const stretches = of === 'start' ? starts : waits;
  const spans = machinesOf(pod, cluster).flatMap(({ value, context, timers = {} }) => {
    const due = Math.max(...Object.values(timers).flatMap((order) => dueAt(order) ?? []));
    const stretch = stretches[value]?.(context as unknown as Drawn, due);
    return stretch && Number.isFinite(due) ? [{ of, ...stretch }] : [];
  });
  spans.sort((a, b) => a.to - b.to);
  return of === 'start' ? spans.at(-1) : spans[0];
}

function machinesOf({ metadata, spec }: Pod, { state }: Reader): readonly MachineState[] {
  const of = `container:${metadata.namespace}/${metadata.name}/${metadata.uid}`;
  const names = [...(spec.initContainers ?? []), ...spec.containers].map(({ name }) => name);
  return names.flatMap((name) => state.machines[`${of}/${name}`] ?? []);
}
