/**
 * Reports on a machine's object which disks are mounted there, so that nobody takes them away.
 * Models pkg/kubelet/volumemanager (GetVolumesInUse) and nodestatus.VolumesInUse. Left out: that the report waits for the next status
 * of the node, up to 10 s.
 */
import { setup } from 'xstate';
import { claimNames, conditionOf, keyFor, withFields } from '../../objects/index.ts';
import type { Node, Pod } from '../../objects/index.ts';
import { equal } from '../equal.ts';
import type { Answer, Part, Wake } from '../part.ts';
import { get } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';

const machine = setup({
  types: { context: {} as { node: string }, input: {} as { node: string }, events: {} as { type: 'wake' | 'next' } },
  actions: { step: (_, _name: string) => undefined },
}).createMachine({
  id: 'volume-manager',
  context: ({ input }) => input,
  initial: 'asleep',
  states: {
    asleep: { on: { wake: 'reporting' } },
    reporting: { entry: { type: 'step', params: 'report' }, on: { next: 'asleep' } },
  },
});

interface Look {
  readonly reader: Reader;
  readonly node: Node;
}

/** The part that reports mounted disks, one instance for each machine; it wakes when something is mounted or unmounted there. */
export const volumeManager: Part<Look> = {
  name: 'volume-manager',
  isOnNode: true,
  machine,
  wakesOn: { Node: hearNode, Pod: hearPod },
  begin: (_, of) => ({ node: of }),
  look: (reader, of) => {
    const node = get<Node>(reader, keyFor('Node', undefined, of));
    return node && { reader, node };
  },
  steps: { report },
};

/** What was mounted for a pod whose object goes by force is unmounted as well. */
function hearPod({ type, object }: Change): readonly Wake[] {
  const pod = object as Pod;
  return type === 'deleted' && pod.spec.nodeName !== undefined && claimNames(pod).length > 0
    ? [{ of: pod.spec.nodeName }]
    : [];
}

/** A machine that is heard of again has perhaps mounted or unmounted something meanwhile. */
function hearNode({ type, object, before }: Change): readonly Wake[] {
  const isBack = type === 'modified' && isReady(object as Node) && !isReady(before as Node);
  return isBack ? [{ of: object.metadata.name }] : [];
}

function isReady(node: Node): boolean {
  return conditionOf(node, 'Ready')?.status === 'True';
}

function report({ reader, node }: Look): Answer {
  const volumesInUse = inUseOn(reader, node.metadata.name);
  if (equal(volumesInUse, node.status?.volumesInUse ?? [])) return undefined;
  const { volumesInUse: _, ...rest } = node.status ?? {};
  const status = volumesInUse.length > 0 ? withFields<NonNullable<Node['status']>>(rest, { volumesInUse }) : rest;
  const object = withFields(node, { status });
  return { do: [{ writes: [{ verb: 'update', object, subresource: 'status' }] }] };
}

function inUseOn({ state }: Reader, node: string): readonly string[] {
  const disks = new Set<string>();
  for (const { volumes } of Object.values(state.mounts[node] ?? {})) {
    for (const { disk } of volumes) if (disk !== undefined) disks.add(disk);
  }
  return [...disks].sort();
}
