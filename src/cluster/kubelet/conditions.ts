/** The conditions that a kubelet writes. Models pkg/kubelet/status/generate.go (v1.36). */
import { isSidecar } from '../../objects/index.ts';
import type { Condition, Container, ContainerStatus, Pod, PodStatus } from '../../objects/index.ts';
import type { Draft } from '../store.ts';

/** What the conditions depend on. */
export interface Standing {
  readonly phase: PodStatus['phase'];
  readonly hasSandbox: boolean;
  readonly inits: readonly ContainerStatus[];
  readonly containers: readonly ContainerStatus[];
}

type Verdict = Pick<Condition, 'status' | 'reason' | 'message'>;

const isTrue: Verdict = { status: 'True' };
const isFalse: Verdict = { status: 'False' };

const kubeletsOwn = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']);

/** All conditions of the pod: those of others as they are, then the kubelet's own. */
export function conditionsOf(pod: Pod, now: string, standing: Standing): readonly Condition[] {
  const others = pod.status?.conditions?.filter(({ type }) => !kubeletsOwn.has(type)) ?? [];
  const ready = readyOf(pod.spec, standing);
  return [
    ...others,
    condition(pod, now, 'PodReadyToStartContainers', standing.hasSandbox ? isTrue : isFalse),
    condition(pod, now, 'Initialized', initializedOf(pod.spec, standing)),
    condition(pod, now, 'Ready', withGates(pod, ready)),
    condition(pod, now, 'ContainersReady', ready),
    condition(pod, now, 'PodScheduled', isTrue),
  ];
}

/** A condition keeps the moment of its last change, and stays the same object while it says the same. */
function condition(pod: Pod, now: string, type: string, { status, reason, message }: Verdict): Condition {
  const before = pod.status?.conditions?.find((condition) => condition.type === type);
  if (before?.status === status && before.reason === reason && before.message === message) {
    if (before.lastProbeTime === null) return before;
  }
  const lastTransitionTime = (before?.status === status ? before.lastTransitionTime : undefined) ?? now;
  const next: Draft<Condition> = { type, status, lastProbeTime: null, lastTransitionTime };
  if (reason !== undefined) next.reason = reason;
  if (message !== undefined) next.message = message;
  return next;
}

function readyOf({ initContainers = [] }: Pod['spec'], { phase, inits, containers }: Standing): Verdict {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  const sidecars = inits.filter((_, place) => isSidecar(initContainers[place] as Container));
  const unready = [...sidecars, ...containers].filter(({ ready }) => !ready);
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  return unready.length === 0 ? isTrue : complaint('ContainersNotReady', 'unready', unready);
}

function complaint(reason: string, how: string, about: readonly { readonly name: string }[]): Verdict {
  const message = `containers with ${how} status: [${about.map(({ name }) => name).join(' ')}]`;
  return { status: 'False', reason, message };
}

/** A pod that has come so far once stays so. */
function initializedOf({ initContainers = [] }: Pod['spec'], { phase, inits, containers }: Standing): Verdict {
  if (initContainers.length === 0 || phase === 'Succeeded') {
    return phase === 'Succeeded' ? { status: 'True', reason: 'PodCompleted' } : isTrue;
  }
  if (containers.some(({ state, lastState }) => state?.running ?? state?.terminated ?? lastState)) return isTrue;
  const incomplete = initContainers.filter((container, place) =>
    isSidecar(container) ? !inits[place]?.started : !inits[place]?.ready,
  );
  return incomplete.length === 0 ? isTrue : complaint('ContainersNotInitialized', 'incomplete', incomplete);
}

interface Gate {
  readonly conditionType: string;
}

function withGates({ spec, status }: Pod, ready: Verdict): Verdict {
  const gates = spec['readinessGates'] as readonly Gate[] | undefined;
  if (!gates?.length || ready.status !== 'True') return ready;
  const messages = gates.flatMap(({ conditionType }) => {
    const found = status?.conditions?.find(({ type }) => type === conditionType);
    if (!found) return `corresponding condition of pod readiness gate "${conditionType}" does not exist.`;
    return found.status === 'True'
      ? []
      : `the status of pod readiness gate "${conditionType}" is not "True", but ${found.status}`;
  });
  if (messages.length === 0) return ready;
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}
