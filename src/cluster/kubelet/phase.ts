/** What a pod's containers make of it as a whole. Models pkg/kubelet/kubelet_pods.go (v1.36), getPhase. */
import { isSidecar } from '../../objects/index.ts';
import type { ContainerStatus, Pod, PodStatus } from '../../objects/index.ts';

type Phase = NonNullable<PodStatus['phase']>;

/** How many containers are where. */
interface Counts {
  waiting: number;
  running: number;
  stopped: number;
  succeeded: number;
}

/** The phase of a pod with these containers; `isOver` when none of them will be started again, whatever its policy says. */
export function phaseOf(
  { spec }: Pod,
  inits: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
  isOver: boolean,
): Phase {
  const { restartPolicy } = spec;
  const init = spec.initContainers ? lookAtInits(spec.initContainers, inits) : undefined;
  if (init?.hasFailed && restartPolicy === 'Never') return 'Failed';
  const counts = countOf(containers);
  if (init) {
    counts.waiting += init.pending;
    counts.running += init.running;
  }
  if (isOver && counts.running === 0) return counts.waiting === 0 && allWell(counts) ? 'Succeeded' : 'Failed';
  if (counts.waiting > 0) return 'Pending';
  if (counts.running > 0 || restartPolicy === 'Always') return 'Running';
  if (allWell(counts)) return 'Succeeded';
  return restartPolicy === 'Never' ? 'Failed' : 'Running';
}

function allWell({ stopped, succeeded }: Counts): boolean {
  return stopped === succeeded;
}

/** A container that waits for its next start counts as stopped. */
function countOf(containers: readonly ContainerStatus[]): Counts {
  const counts = { waiting: 0, running: 0, stopped: 0, succeeded: 0 };
  for (const { state, lastState } of containers) {
    if (state?.running) counts.running++;
    else if (state?.terminated || lastState?.terminated) {
      counts.stopped++;
      if (state?.terminated?.exitCode === 0) counts.succeeded++;
    } else counts.waiting++;
  }
  return counts;
}

interface Inits {
  readonly pending: number;
  readonly running: number;
  readonly hasFailed: boolean;
}

function lookAtInits(specs: NonNullable<Pod['spec']['initContainers']>, statuses: readonly ContainerStatus[]): Inits {
  let [pending, running, hasFailed] = [0, 0, false];
  specs.forEach((spec, place) => {
    const { state, lastState, started } = statuses[place] ?? {};
    const exitCode = state?.terminated?.exitCode ?? lastState?.terminated?.exitCode;
    if (isSidecar(spec)) {
      if (state?.running) running++;
      if (state?.running ? !started : !state?.terminated && exitCode === undefined) pending++;
    } else if (exitCode !== undefined && exitCode !== 0 && !state?.running) hasFailed = true;
    else if (!state?.terminated) pending++;
  });
  return { pending, running, hasFailed };
}
