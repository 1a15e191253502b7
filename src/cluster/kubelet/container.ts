import { assign, enqueueActions, setup } from 'xstate';
import { keyFor } from '../../objects/index.ts';
import type { Container, Millis, Node, Pod } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { jittered } from '../chance.ts';
import type { Part } from '../part.ts';
import { imageOf } from '../programs/index.ts';
import { get, podHere } from '../read.ts';
import type { Reader } from '../read.ts';
import { backOffMs } from './back-off.ts';
import type { ContainerLook, Memory } from './container-look.ts';
import { containerSteps } from './container-steps.ts';

interface ContainerSignal {
  type:
    | ('wake' | 'stop' | 'forget' | 'look' | 'next')
    | ('pulls' | 'present' | 'never' | 'invalid' | 'fails')
    | ('runs' | 'settles' | 'starts' | 'passes' | 'turnsUnready' | 'kills' | 'ends' | 'stops' | 'restarts' | 'done')
    | ('watch' | 'watchAgain' | 'write');
  memory?: Partial<Memory>;
}

/**
 * One container's life, in the words of STATUS.
 * Models pkg/kubelet/kuberuntime (v1.36): SyncPod, doBackOff, killContainer, and prober/worker.go.
 * Left out: postStart hooks, pulls that wait for each other, restart rules of single containers, resizing in place.
 */
const machine = setup({
  types: { context: {} as Memory, input: {} as Memory, events: {} as ContainerSignal },
  actions: {
    step: (_, _name: string) => undefined,
    remember: assign(({ event }) => event.memory ?? {}),
    countPullFailure: assign({ pullFailures: ({ context }) => context.pullFailures + 1 }),
    forgetPullFailures: assign({ pullFailures: 0 }),
    watchNext: enqueueActions(({ context, enqueue }) => {
      const { watchMs, isRepeating } = context;
      enqueue.cancel('watch');
      enqueue.cancel('watchAgain');
      if (watchMs === undefined) return;
      const type = isRepeating ? 'watchAgain' : 'watch';
      enqueue.raise({ type }, { id: type, delay: watchMs });
    }),
    writeNext: enqueueActions(({ context: { writeMs }, enqueue }) => {
      if (writeMs !== undefined) enqueue.raise({ type: 'write' }, { id: 'write', delay: writeMs });
    }),
    watchNoMore: enqueueActions(({ enqueue }) => {
      for (const id of ['watch', 'watchAgain', 'write']) enqueue.cancel(id);
    }),
  },
  guards: {
    retries: ({ context }) => context.retries,
    mustWait: ({ context }) => context.backOffMs > 0,
  },
  delays: {
    pull: ({ context }) => context.pullingMs,
    backOffSoon: 1000,
    pullBackOff: ({ context }) => backOffMs(context.pullFailures) - 1000,
    start: ({ context }) => (context.restarts > 0 ? 0 : context.startMs),
    resync: 10_000,
    relist: ({ context }) => context.relistMs,
    restart: ({ context }) => Math.max(0, context.backOffMs - context.relistMs),
  },
}).createMachine({
  id: 'container',
  context: ({ input }) => input,
  initial: 'waiting',
  on: { stop: { target: '.stopping', actions: 'remember' }, forget: '.gone' },
  states: {
    waiting: { on: { wake: 'containerCreating' } },

    containerCreating: {
      entry: { type: 'step', params: 'findImage' },
      on: {
        pulls: { target: 'pulling', actions: 'remember' },
        present: 'starting',
        never: 'errImageNeverPull',
        invalid: 'invalidImageName',
      },
    },
    pulling: { entry: { type: 'step', params: 'pull' }, after: { pull: 'pulled' } },
    pulled: { entry: { type: 'step', params: 'pulled' }, on: { next: 'starting', fails: 'errImagePull' } },
    errImagePull: {
      entry: ['countPullFailure', { type: 'step', params: 'pullFailed' }],
      after: { backOffSoon: 'imagePullBackOff' },
    },
    imagePullBackOff: {
      entry: { type: 'step', params: 'pullLater' },
      after: { pullBackOff: { guard: 'retries', target: 'containerCreating' } },
    },
    errImageNeverPull: { entry: { type: 'step', params: 'neverPull' }, after: { resync: 'containerCreating' } },
    invalidImageName: { entry: { type: 'step', params: 'invalidName' }, after: { resync: 'containerCreating' } },

    starting: {
      entry: ['forgetPullFailures', { type: 'step', params: 'create' }],
      on: { fails: 'createContainerConfigError' },
      after: { start: 'running' },
    },
    createContainerConfigError: {
      entry: { type: 'step', params: 'configFails' },
      after: { resync: 'containerCreating' },
    },

    running: {
      entry: { type: 'step', params: 'run' },
      exit: 'watchNoMore',
      on: {
        runs: { actions: ['remember', 'watchNext', 'writeNext'] },
        watch: { actions: { type: 'step', params: 'watch' } },
        watchAgain: { actions: { type: 'step', params: 'watch' } },
        look: { actions: { type: 'step', params: 'watch' } },
        wake: { actions: { type: 'step', params: 'watch' } },
        write: { actions: [{ type: 'step', params: 'write' }, 'writeNext'] },
        settles: { actions: ['remember', 'watchNext'] },
        starts: { actions: ['remember', { type: 'step', params: 'started' }, 'watchNext'] },
        passes: { actions: ['remember', { type: 'step', params: 'ready' }, 'watchNext'] },
        turnsUnready: { actions: ['remember', { type: 'step', params: 'notReady' }, 'watchNext'] },
        kills: { target: 'killing', actions: 'remember' },
        ends: { target: 'terminated', actions: 'remember' },
      },
    },

    killing: {
      entry: { type: 'step', params: 'terminate' },
      exit: 'watchNoMore',
      on: {
        stops: { actions: ['remember', 'watchNext'] },
        watch: { actions: { type: 'step', params: 'obey' } },
        look: { actions: { type: 'step', params: 'obey' } },
        settles: { actions: ['remember', 'watchNext'] },
        ends: { target: 'terminated', actions: 'remember' },
      },
    },
    terminated: {
      entry: { type: 'step', params: 'ended' },
      on: { restarts: { actions: 'remember' }, done: 'completed' },
      after: { relist: [{ guard: 'mustWait', target: 'crashLoopBackOff' }, { target: 'containerCreating' }] },
    },
    crashLoopBackOff: {
      entry: { type: 'step', params: 'backOff' },
      after: { restart: { guard: 'retries', target: 'containerCreating' } },
    },
    completed: { type: 'final' },

    stopping: {
      entry: { type: 'step', params: 'terminate' },
      exit: 'watchNoMore',
      on: {
        stop: { actions: ['remember', { type: 'step', params: 'terminate' }] },
        stops: { actions: ['remember', 'watchNext'] },
        watch: { actions: { type: 'step', params: 'obey' } },
        look: { actions: { type: 'step', params: 'obey' } },
        settles: { actions: ['remember', 'watchNext'] },
        ends: { target: 'stopped', actions: 'remember' },
      },
    },
    stopped: { entry: { type: 'step', params: 'stopped' }, on: { next: 'gone' } },
    gone: { type: 'final' },
  },
});

/** The part that runs containers; each instance is named `namespace/name/uid/container`. */
export const containerPart: Part<ContainerLook> = {
  name: 'container',
  speaksAs: 'kubelet',
  isOnNode: true,
  machine,
  wakesOn: {},
  begin,
  look,
  steps: containerSteps,
};

function containerOf({ spec }: Pod, name: string): Container | undefined {
  const isNamed = (container: Container): boolean => container.name === name;
  return spec.containers.find(isNamed) ?? spec.initContainers?.find(isNamed);
}

function workerOf(of: string): string {
  return of.slice(0, of.lastIndexOf('/'));
}

/** What is drawn for the pod's first container is what a pod of one container had drawn for itself. */
function begin(reader: Reader, of: string): Readonly<Record<string, unknown>> {
  const { settings, chance } = reader.state;
  const { durations } = settings;
  const worker = workerOf(of);
  const pod = podHere(reader, worker);
  const name = of.slice(worker.length + 1);
  const luck = pod?.spec.containers[0]?.name === name ? worker : of;
  const took = (ms: Millis, purpose: string): Millis => jittered(chance, ms, durations.jitter, luck, purpose);
  const image = imageOf(settings, (pod && containerOf(pod, name)?.image) ?? '');
  const memory: Memory = {
    node: pod?.spec.nodeName ?? '',
    pullMs: took(image.pull ?? durations.pull, 'pull'),
    pullingMs: 0,
    startMs: took(durations.start, 'start'),
    readyMs: took(durations.ready, 'ready'),
    stopMs: took(durations.stop, 'stop'),
    relistMs: durations.relist,
    retries: settings.retries,
    pullFailures: 0,
    restarts: 0,
    backOffMs: 0,
    graceMs: (pod?.spec.terminationGracePeriodSeconds ?? 30) * 1000,
  };
  return { ...memory };
}

function look(reader: Reader, of: string): ContainerLook | undefined {
  const worker = workerOf(of);
  const pod = podHere(reader, worker);
  const name = of.slice(worker.length + 1);
  const container = pod && containerOf(pod, name);
  if (!container) return undefined;
  return {
    reader,
    pod,
    node: get<Node>(reader, keyFor('Node', undefined, pod.spec.nodeName ?? '')),
    now: nowOf(reader),
    container,
    isInit: !pod.spec.containers.includes(container),
    // Read anew each time: a step may make the machine remember something before the next one.
    get memory() {
      return reader.state.machines[`container:${of}`]?.context as unknown as Memory;
    },
    image: imageOf(reader.state.settings, container.image),
    worker,
  };
}
