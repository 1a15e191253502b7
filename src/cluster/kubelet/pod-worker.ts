import { assign, setup } from 'xstate';
import { hasEnded, keyFor } from '../../objects/index.ts';
import type { Node, Pod } from '../../objects/index.ts';
import { nowOf } from '../api-server.ts';
import { workerOf } from '../apart.ts';
import { jittered } from '../chance.ts';
import type { Part, Wake } from '../part.ts';
import { behaviourOf } from '../programs/image-words.ts';
import type { Behaviour } from '../programs/image-words.ts';
import { get, podHere } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { mountWakes } from './mounts.ts';
import { hasImage, podSteps } from './pod-steps.ts';
import type { Look } from './pod-steps.ts';

/** How long this pod takes for everything, drawn when it came to its node, and how its programs behave. */
interface Worker extends Behaviour {
  /** The machine on which it runs. */
  readonly node: string;
  readonly pullMs: number;
  readonly startMs: number;
  readonly readyMs: number;
  readonly stopMs: number;
  readonly removeMs: number;
  readonly graceMs: number;
  readonly pullFailures: number;
  readonly crashCount: number;
}

type WorkerSignal =
  | { type: 'wake' }
  | { type: 'delete'; graceMs: number }
  | { type: 'forget' | 'next' | 'passes' | 'fails' | 'evict' | 'exit' };

/**
 * One pod's life on its node, in the words of STATUS.
 * Models pkg/kubelet/pod_workers.go and kubelet_pods.go. Left out: init containers, probes with their numbers, lifecycle hooks,
 * the reset of a back-off after ten quiet minutes; the containers of a pod live and die together.
 */
const machine = setup({
  types: { context: {} as Worker, input: {} as Worker, events: {} as WorkerSignal },
  actions: {
    step: (_, _name: string) => undefined,
    shortenGrace: assign({ graceMs: ({ event }) => graceOf(event) }),
    countPullFailure: assign({ pullFailures: ({ context }) => context.pullFailures + 1 }),
    countCrash: assign({ crashCount: ({ context }) => context.crashCount + 1 }),
  },
  guards: { isMissing: ({ context }) => context.isMissing, crashes: ({ context }) => context.crashes },
  delays: {
    pull: ({ context }) => context.pullMs,
    errImagePull: 1000,
    pullBackOff: ({ context }) => backOffMs(context.pullFailures),
    start: ({ context }) => context.startMs,
    ready: ({ context }) => (context.crashes ? crashMs : context.readyMs),
    restart: ({ context }) => (context.crashCount > 1 ? backOffMs(context.crashCount - 1) : 0),
    stop: ({ context }) => (context.ignoresSigterm ? context.graceMs : Math.min(context.stopMs, context.graceMs)),
    remove: ({ context }) => context.removeMs,
  },
}).createMachine({
  id: 'pod',
  context: ({ input }) => input,
  initial: 'bound',
  on: {
    delete: { target: '.terminating', actions: 'shortenGrace' },
    forget: '.gone',
    evict: '.evicted',
    exit: '.completed',
  },
  states: {
    bound: { on: { wake: 'mounting' } },
    mounting: {
      entry: { type: 'step', params: 'mount' },
      on: { next: 'containerCreating', wake: { target: 'mounting', reenter: true } },
    },
    containerCreating: {
      entry: { type: 'step', params: 'create' },
      after: { pull: [{ guard: 'isMissing', target: 'errImagePull' }, { target: 'starting' }] },
    },
    errImagePull: {
      entry: ['countPullFailure', { type: 'step', params: 'pullFailed' }],
      after: { errImagePull: 'imagePullBackOff' },
    },
    imagePullBackOff: { entry: { type: 'step', params: 'pullLater' }, after: { pullBackOff: 'errImagePull' } },
    starting: { entry: { type: 'step', params: 'pulled' }, after: { start: 'running' } },
    running: {
      entry: { type: 'step', params: 'run' },
      after: { ready: [{ guard: 'crashes', target: 'crashLoopBackOff' }, { target: 'probing' }] },
    },
    crashLoopBackOff: { entry: ['countCrash', { type: 'step', params: 'crash' }], after: { restart: 'running' } },
    probing: { entry: { type: 'step', params: 'probe' }, on: { passes: 'ready', fails: 'notReady' } },
    ready: { entry: { type: 'step', params: 'ready' }, on: { fails: 'notReady', wake: 'probing' } },
    notReady: { entry: { type: 'step', params: 'notReady' }, on: { passes: 'ready', wake: 'probing' } },
    evicted: { entry: { type: 'step', params: 'evict' }, type: 'final' },
    completed: { entry: { type: 'step', params: 'exit' }, type: 'final' },
    terminating: {
      entry: { type: 'step', params: 'stop' },
      on: { delete: {}, evict: {}, exit: {} },
      after: { stop: 'stopped' },
    },
    stopped: {
      entry: { type: 'step', params: 'stopped' },
      on: { delete: {}, evict: {}, exit: {} },
      after: { remove: 'removed' },
    },
    removed: { entry: { type: 'step', params: 'remove' }, type: 'final' },
    gone: { type: 'final' },
  },
});

/** A crashing program gets this far before it ends. */
const crashMs = 300;

/** 10 s, doubled each time, 300 s at most: pulls and restarts alike. */
function backOffMs(times: number): number {
  return Math.min(10_000 * 2 ** (times - 1), 300_000);
}

function graceOf(event: WorkerSignal): number {
  return event.type === 'delete' ? event.graceMs : 0;
}

/** The part that runs pods; each instance is named `namespace/name/uid`, because a successor of the same name is another pod. */
export const podWorker: Part<Look> = {
  name: 'kubelet',
  isOnNode: true,
  machine,
  wakesOn: { Pod: hear, PersistentVolumeClaim: mountWakes, ConfigMap: mountWakes, Secret: mountWakes },
  begin,
  look,
  steps: podSteps,
};

function hear({ type, object, before }: Change): readonly Wake[] {
  const pod = object as Pod;
  const old = before as Pod | undefined;
  if (pod.spec.nodeName === undefined) return [];
  const of = workerOf(pod);
  if (type === 'deleted') return [{ of, signal: { type: 'forget' } }];
  const wakes: Wake[] = old?.spec.nodeName === undefined && !hasEnded(pod) ? [{ of }] : [];
  const { deletionGracePeriodSeconds: grace } = pod.metadata;
  if (grace !== undefined && grace !== old?.metadata.deletionGracePeriodSeconds) {
    wakes.push({ of, signal: { type: 'delete', graceMs: grace * 1000 } });
  }
  return wakes;
}

function begin(reader: Reader, of: string): Readonly<Record<string, unknown>> {
  const { settings, chance } = reader.state;
  const { durations } = settings;
  const seen = look(reader, of);
  const isPresent = seen?.pod.spec.containers.every(({ image }) => hasImage(seen.node, image)) ?? false;
  const took = (ms: number, purpose: string): number => jittered(chance, ms, durations.jitter, of, purpose);
  const worker: Worker = {
    node: seen?.pod.spec.nodeName ?? '',
    ...behaviourOf(seen?.pod.spec.containers.map(({ image }) => image) ?? []),
    pullMs: isPresent ? durations.pullAgain : took(durations.pull, 'pull'),
    startMs: took(durations.start, 'start'),
    readyMs: took(durations.ready, 'ready'),
    stopMs: took(durations.stop, 'stop'),
    removeMs: took(durations.remove, 'remove'),
    graceMs: (seen?.pod.spec.terminationGracePeriodSeconds ?? 30) * 1000,
    pullFailures: 0,
    crashCount: 0,
  };
  return { ...worker };
}

function look(reader: Reader, of: string): Look | undefined {
  const pod = podHere(reader, of);
  if (!pod) return undefined;
  const node = get<Node>(reader, keyFor('Node', undefined, pod.spec.nodeName ?? ''));
  return { reader, pod, node, now: nowOf(reader) };
}
