/**
 * A machine of the cluster: while it is alive it renews its lease; it can be cut off, stand still or lose its power, and
 * comes back from each in its own way.
 * Models component-helpers' lease controller and what pkg/kubelet does when it starts or reaches the API server again.
 * Left out: retries of a lease within its interval, graceful shutdown, the status that a kubelet repeats every five minutes.
 */
import { assign, setup } from 'xstate';
import { conditionOf, keyFor, keyOf, millisOf, timestamp } from '../objects/index.ts';
import type { Lease, Node } from '../objects/index.ts';
import { draw, jittered } from './chance.ts';
import type { NodeLook } from './node-return.ts';
import type { Answer, Part } from './part.ts';
import { get } from './read.ts';

interface Beating {
  readonly firstMs: number;
  readonly intervalMs: number;
  readonly bootMs: number;
  /** Its kubelet has started anew and has not reported yet. */
  readonly hasBooted: boolean;
}

interface NodeSignal {
  type: 'wake' | 'faults' | 'powerOff' | 'powerOn' | 'cut' | 'stop' | 'next';
}

const machine = setup({
  types: { context: {} as Beating, input: {} as Beating, events: {} as NodeSignal },
  actions: {
    step: (_, _name: string) => undefined,
    startAnew: assign({ hasBooted: true }),
    haveReported: assign({ hasBooted: false }),
  },
  delays: {
    firstHeartbeat: ({ context }) => context.firstMs,
    heartbeat: ({ context }) => context.intervalMs,
    boot: ({ context }) => context.bootMs,
  },
}).createMachine({
  id: 'node',
  context: ({ input }) => input,
  initial: 'off',
  on: { faults: '.examined', powerOff: '.poweredOff' },
  states: {
    off: { on: { wake: 'joining' } },
    joining: { after: { firstHeartbeat: 'ready' } },
    ready: { entry: { type: 'step', params: 'renewLease' }, after: { heartbeat: { target: 'ready', reenter: true } } },

    examined: {
      entry: { type: 'step', params: 'examine' },
      on: { cut: 'cutOff', stop: 'frozen', next: 'returning' },
    },
    cutOff: {},
    frozen: {},
    poweredOff: { entry: { type: 'step', params: 'losePower' }, on: { faults: {}, powerOff: {}, powerOn: 'booting' } },
    booting: {
      entry: ['startAnew', { type: 'step', params: 'boot' }],
      on: { faults: {} },
      after: { boot: 'examined' },
    },
    returning: {
      entry: { type: 'step', params: 'reportBack' },
      on: { next: { target: 'ready', actions: 'haveReported' } },
    },
  },
});

/** The part that is a machine, one instance for each, as long as nothing befalls it; it lives on when its Node object is deleted. */
export const nodePart: Part<NodeLook> = {
  name: 'node',
  machine,
  // A Node that somebody else made has no machine behind it: a kubelet says how it is when it registers itself.
  wakesOn: {
    Node: ({ type, object }) =>
      type === 'added' && conditionOf(object, 'Ready') ? [{ of: object.metadata.name }] : [],
  },
  begin: ({ state: { chance, settings } }, of) => {
    const key = keyFor('Node', undefined, of);
    const { boot, jitter } = settings.durations;
    return {
      firstMs: Math.round(draw(chance, key, 'first heartbeat') * settings.leaseInterval),
      intervalMs: settings.leaseInterval,
      bootMs: jittered(chance, boot, jitter, key, 'boot'),
      hasBooted: false,
    };
  },
  look: (reader, name) => ({ reader, name, node: get<Node>(reader, keyFor('Node', undefined, name)) }),
  steps: { renewLease },
};

/** A Lease speaks of microseconds, unlike every other time of the API. */
function renewLease({ reader: { state }, name }: NodeLook): Answer {
  const start = millisOf(state.settings.start);
  const millis = String((start + state.now) % 1000).padStart(3, '0');
  const renewTime = timestamp(start, state.now).replace('Z', `.${millis}000Z`);
  const lease: Lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace: 'kube-node-lease' },
    spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
  };
  const before = state.objects[keyOf(lease)];
  return { do: [{ writes: [before ? { verb: 'update', object: lease } : { verb: 'create', object: lease }] }] };
}
