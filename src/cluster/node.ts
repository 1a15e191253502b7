/**
 * A machine of the cluster: while it is alive it renews its lease.
 * Models component-helpers' lease controller. Left out: the status that a kubelet writes (a node is Ready from the
 * beginning), silence, pressure, booting.
 */
import { setup } from 'xstate';
import { keyFor, keyOf, millisOf } from '../objects/index.ts';
import type { Lease, Node } from '../objects/index.ts';
import { draw } from './chance.ts';
import type { Answer, Part } from './part.ts';
import { get } from './read.ts';
import type { Reader } from './read.ts';

interface Beating {
  readonly firstMs: number;
  readonly intervalMs: number;
}

const machine = setup({
  types: { context: {} as Beating, input: {} as Beating, events: {} as { type: 'wake' } },
  actions: { step: (_, _name: string) => undefined },
  delays: { heartbeat: ({ context }) => context.intervalMs, firstHeartbeat: ({ context }) => context.firstMs },
}).createMachine({
  id: 'node',
  context: ({ input }) => input,
  initial: 'off',
  states: {
    off: { on: { wake: 'joining' } },
    joining: { after: { firstHeartbeat: 'ready' } },
    ready: { entry: { type: 'step', params: 'renewLease' }, after: { heartbeat: { target: 'ready', reenter: true } } },
  },
});

interface Look {
  readonly reader: Reader;
  readonly node: Node;
}

/** The part that keeps a node alive in the eyes of the others, one instance for each node. */
export const nodePart: Part<Look> = {
  name: 'node',
  machine,
  wakesOn: { Node: ({ type, object }) => (type === 'added' ? [{ of: object.metadata.name }] : []) },
  begin: ({ state: { chance, settings } }, of) => ({
    firstMs: Math.round(draw(chance, keyFor('Node', undefined, of), 'first heartbeat') * settings.leaseInterval),
    intervalMs: settings.leaseInterval,
  }),
  look: (reader, of) => {
    const node = get<Node>(reader, keyFor('Node', undefined, of));
    return node && { reader, node };
  },
  steps: { renewLease },
};

/** A Lease speaks of microseconds, unlike every other time of the API. */
function renewLease({ reader: { state }, node: { metadata } }: Look): Answer {
  const at = millisOf(state.settings.start) + state.now;
  const renewTime = new Date(at).toISOString().replace('Z', '000Z');
  const lease: Lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: metadata.name, namespace: 'kube-node-lease' },
    spec: { holderIdentity: metadata.name, leaseDurationSeconds: 40, renewTime },
  };
  const before = state.objects[keyOf(lease)];
  return { do: [{ writes: [before ? { verb: 'update', object: lease } : { verb: 'create', object: lease }] }] };
}
