import { assign, setup } from 'xstate';
import { hasEnded, isSidecar, keyFor } from '../../objects/index.ts';
import type { Node, Pod } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { workerOf } from '../apart.ts';
import { jittered } from '../chance.ts';
import type { Part, Wake } from '../part.ts';
import { get, podHere } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { mountWakes } from './mounts.ts';
import { podSteps } from './pod-steps.ts';
import type { PodLook, PodMemory } from './pod-steps.ts';

interface WorkerSignal {
  type:
    | ('wake' | 'delete' | 'evict' | 'forget' | 'heard' | 'next' | 'wait')
    | ('initialized' | 'fails' | 'ends' | 'allStopped' | 'removes');
  memory?: Partial<PodMemory>;
}

/**
 * One pod's life on its node: its volumes, its address, its init containers one after the other, its containers, its end.
 * What goes on in a container is the business of that container's own machine (`container.ts`).
 * Models pkg/kubelet/pod_workers.go and kubelet.go (v1.36), SyncPod, SyncTerminatingPod, SyncTerminatedPod. Left out: static pods,
 * ephemeral containers, active deadlines, a grace period for pods that are forced away.
 */
const machine = setup({
  types: { context: {} as PodMemory, input: {} as PodMemory, events: {} as WorkerSignal },
  actions: {
    step: (_, _name: string) => undefined,
    remember: assign(({ event }) => event.memory ?? {}),
  },
  delays: { remove: ({ context }) => context.removeMs },
}).createMachine({
  id: 'pod',
  context: ({ input }) => input,
  initial: 'bound',
  on: {
    delete: { target: '.terminating', actions: 'remember' },
    evict: '.evicted',
    forget: '.gone',
    wake: { actions: { type: 'step', params: 'lookAgain' } },
  },
  states: {
    bound: { on: { wake: 'mounting' } },
    mounting: {
      entry: { type: 'step', params: 'mount' },
      on: { wake: { target: 'mounting', reenter: true }, next: 'creating' },
    },
    creating: { entry: { type: 'step', params: 'create' }, on: { next: 'initializing' } },
    initializing: {
      entry: { type: 'step', params: 'initialize' },
      on: { heard: { target: 'initializing', reenter: true }, initialized: 'running', fails: 'finishing' },
    },
    running: {
      entry: { type: 'step', params: 'startContainers' },
      on: { heard: { actions: { type: 'step', params: 'gather' } }, ends: 'finishing' },
    },

    finishing: {
      entry: { type: 'step', params: 'stopSidecars' },
      on: { heard: { actions: { type: 'step', params: 'stopSidecars' } }, allStopped: 'ended' },
    },
    ended: { entry: { type: 'step', params: 'unmount' }, type: 'final' },
    evicted: { entry: { type: 'step', params: 'evict' }, on: { next: 'ended', removes: 'leaving' } },
    leaving: { on: { delete: {}, evict: {} }, after: { remove: 'removed' } },

    terminating: {
      entry: { type: 'step', params: 'stop' },
      on: {
        delete: { actions: ['remember', { type: 'step', params: 'shorten' }] },
        evict: {},
        heard: { actions: { type: 'step', params: 'stopSidecars' } },
        allStopped: 'stopped',
      },
    },
    stopped: {
      entry: { type: 'step', params: 'stopped' },
      on: { delete: {}, evict: {} },
      after: { remove: 'removed' },
    },
    removed: { entry: { type: 'step', params: 'remove' }, type: 'final' },
    gone: { entry: { type: 'step', params: 'leave' }, on: { next: 'ended' } },
  },
});

/** The part that runs pods; each instance is named `namespace/name/uid`, because a successor of the same name is another pod. */
export const podWorker: Part<PodLook> = {
  name: 'kubelet',
  isOnNode: true,
  machine,
  wakesOn: { Pod: hear, ...mountWakes },
  begin,
  look,
  steps: podSteps,
};

function hear({ at, type, object, before }: Change): readonly Wake[] {
  const pod = object as Pod;
  const old = before as Pod | undefined;
  if (pod.spec.nodeName === undefined) return [];
  const of = workerOf(pod);
  if (type === 'deleted') return [{ of, signal: { type: 'forget' } }];
  const wakes: Wake[] = old?.spec.nodeName === undefined && !hasEnded(pod) ? [{ of }] : [];
  const { deletionGracePeriodSeconds: grace } = pod.metadata;
  if (grace !== undefined && grace !== old?.metadata.deletionGracePeriodSeconds) {
    const memory = { graceMs: grace * 1000, killAt: at + grace * 1000 };
    wakes.push({ of, signal: { type: 'delete', memory } });
  }
  return wakes;
}

function begin(reader: Reader, of: string): Readonly<Record<string, unknown>> {
  const { settings, chance } = reader.state;
  const { remove, jitter } = settings.durations;
  const pod = podHere(reader, of);
  const inits = pod?.spec.initContainers ?? [];
  const names = (containers: Pod['spec']['containers']): readonly string[] => containers.map(({ name }) => name);
  const memory: PodMemory = {
    node: pod?.spec.nodeName ?? '',
    removeMs: jittered(chance, remove, jitter, of, 'remove'),
    containers: [...names(inits.filter((each) => !isSidecar(each))), ...names(pod?.spec.containers ?? [])],
    sidecars: names(inits.filter(isSidecar)),
    graceMs: 0,
    killAt: 0,
  };
  return { ...memory };
}

function look(reader: Reader, of: string): PodLook {
  const pod = podHere(reader, of);
  const node = get<Node>(reader, keyFor('Node', undefined, pod?.spec.nodeName ?? ''));
  return {
    reader,
    of,
    pod,
    node,
    now: nowOf(reader),
    get memory() {
      return reader.state.machines[`kubelet:${of}`]?.context as unknown as PodMemory;
    },
  };
}
