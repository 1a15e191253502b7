/**
 * When which probe is asked, and what its results make of the container. Models pkg/kubelet/prober/worker.go (v1.36).
 * A probe that can only pass again is not asked: nothing would change. Its next moment follows from the start of the
 * container, the delay and the period, so that no timer has to keep it.
 */
import { isSidecar, withFields } from '../../objects/index.ts';
import type { Millis, Probe } from '../../objects/index.ts';
import { hasFault } from '../faults.ts';
import type { Deed } from '../part.ts';
import { tell } from './container-look.ts';
import type { ContainerLook, Running } from './container-look.ts';
import { isUncertain, outcomeOf } from './probe-outcome.ts';
import type { ProbeKind } from './probe-outcome.ts';

/** What a round of probes has led to. */
export interface Round {
  readonly running: Running;
  readonly deeds: readonly Deed[];
  /** What is held of the container now, and was not before. */
  readonly turn?: 'starts' | 'passes' | 'turnsUnready' | 'kills';
  readonly by: ProbeKind;
}

/** The kubelet's own numbers for a container that has no such probe. */
const unprobed = { periodSeconds: 10, successThreshold: 1, failureThreshold: 3 } as const;

/** Until a container has started, nothing else is asked of it; of one that only initializes, nothing at all. */
function kindsOf({ container, reader, pod, isInit }: ContainerLook, { isStarted }: Running): readonly ProbeKind[] {
  if (isInit && !isSidecar(container)) return [];
  if (!isStarted) return ['startup'];
  const isAsked = container.livenessProbe ?? hasFault(reader, 'pod', pod, 'liveness');
  return isAsked ? ['liveness', 'readiness'] : ['readiness'];
}

/** The first moment from `from` on at which the probe is asked. */
function momentOf(look: ContainerLook, { startedAt }: Running, kind: ProbeKind, from: Millis): Millis {
  const { container, memory } = look;
  const probe = container[`${kind}Probe`];
  if (!probe && kind === 'readiness') return Math.max(from, startedAt + memory.readyMs);
  const { initialDelaySeconds = 0, periodSeconds = unprobed.periodSeconds } = probe ?? {};
  const first = startedAt + initialDelaySeconds * 1000;
  if (from <= first) return first;
  return first + Math.ceil((from - first) / (periodSeconds * 1000)) * periodSeconds * 1000;
}

/** Asks the probes whose moment has come; the first that changes what is held of the container ends the round. */
export function askProbes(look: ContainerLook, before: Running): Round {
  const { now } = look.reader.state;
  let running = before;
  const deeds: Deed[] = [];
  for (const kind of kindsOf(look, before)) {
    const at = running.probes[kind]?.at ?? momentOf(look, running, kind, now);
    if (at > now) continue;
    const asked = askOne(look, running, kind);
    running = asked.running;
    deeds.push(...asked.deeds);
    if (asked.turn) return { running, deeds, by: asked.by, turn: asked.turn };
  }
  return { running, deeds, by: 'readiness' };
}

function askOne(look: ContainerLook, running: Running, kind: ProbeKind): Round {
  const { now } = look.reader.state;
  const probe: Probe | undefined = look.container[`${kind}Probe`];
  const { passes, output } = outcomeOf(look, running, kind, now);
  const contrary = passes === isHeld(running, kind) ? 0 : (running.probes[kind]?.count ?? 0) + 1;
  const isEnough = contrary > 0 && contrary >= threshold(probe, kind, passes);
  // Where nothing is asked, nothing keeps a fault that is healed at once from counting at once.
  const from = probe || kind !== 'readiness' ? now + 1 : now;
  const next = { at: momentOf(look, running, kind, from), count: isEnough ? 0 : contrary };
  const after = { ...running, probes: withFields(running.probes, { [kind]: next }) };
  if (kind === 'startup' && passes) {
    return { running: { ...after, isStarted: true }, deeds: [], by: kind, turn: 'starts' };
  }
  const word = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const isTold = !passes && (probe !== undefined || kind === 'liveness');
  const deeds = isTold ? [tell(look, 'Unhealthy', `${word} probe failed: ${output}`, 'Warning')] : [];
  return isEnough ? turned({ running: after, deeds, by: kind }, passes) : { running: after, deeds, by: kind };
}

/** Without a readiness probe a container is ready, or not, at once. */
function threshold(probe: Probe | undefined, kind: ProbeKind, passes: boolean): number {
  if (!probe && kind === 'readiness') return 1;
  const { successThreshold, failureThreshold } = probe ?? unprobed;
  return passes ? (successThreshold ?? unprobed.successThreshold) : (failureThreshold ?? unprobed.failureThreshold);
}

/** What is held of the container until enough results speak against it: it is alive; it is ready when it was found to be. */
function isHeld({ isReady }: Running, kind: ProbeKind): boolean {
  return kind === 'readiness' ? isReady : true;
}

function turned({ running, deeds, by }: Omit<Round, 'turn'>, passes: boolean): Round {
  if (by !== 'readiness') return { running, deeds, by, turn: 'kills' };
  return { running: { ...running, isReady: passes }, deeds, by, turn: passes ? 'passes' : 'turnsUnready' };
}

/** The next moment at which a result may count, and whether only what was said before will be said again. */
export interface NextProbe {
  readonly at: Millis;
  readonly isRepeating: boolean;
}

/** The next moments of the probes that have something to find out. */
export function nextProbes(look: ContainerLook, running: Running): readonly NextProbe[] {
  return kindsOf(look, running).flatMap((kind) => nextProbe(look, running, kind) ?? []);
}

function nextProbe(look: ContainerLook, running: Running, kind: ProbeKind): NextProbe | undefined {
  const { now } = look.reader.state;
  const held = running.probes[kind];
  const at = held && held.at >= now ? held.at : momentOf(look, running, kind, now);
  if (kind === 'startup') return { at, isRepeating: false };
  const { passes } = outcomeOf(look, running, kind, at);
  const isAgreed = passes === isHeld(running, kind);
  const isUnprobed = !look.container[`${kind}Probe`] && kind === 'readiness';
  if (isUncertain(look, kind)) return { at, isRepeating: isAgreed && !held?.count };
  if (isAgreed && !held?.count && (passes || isUnprobed)) return undefined;
  return { at, isRepeating: isAgreed && !passes && at >= running.listensAt && kind === 'readiness' };
}
