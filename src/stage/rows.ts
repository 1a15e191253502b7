import type { Reader } from '../cluster/index.ts';
import { list } from '../cluster/index.ts';
import type { Lease, Node, ObjectKey } from '../objects/index.ts';
import { conditionOf, isTerminating, keyFor, keyOf } from '../objects/index.ts';
import type { Span } from './spans.ts';
import { silenceOf } from './spans.ts';

/** A machine as it is to be seen. */
export interface Row {
  readonly uid: string;
  readonly key: ObjectKey;
  readonly name: string;
  readonly ready: boolean;
  /** Does the control plane know what happens on it? */
  readonly heard: boolean;
  /** From its last heartbeat until it counts as NotReady, where a heartbeat is missing. */
  readonly silence?: Span;
  readonly cordoned: boolean;
  /** Is its object being deleted (`leaving`), or deleted while pods are still bound to it (`gone`)? */
  readonly deletion?: 'leaving' | 'gone';
  /** What it is short of, as the types of its conditions: `MemoryPressure`. */
  readonly pressure: readonly string[];
  /** The faults that were put on it, by name. */
  readonly faults: readonly string[];
  /** Its taints, as `key:effect`. */
  readonly taints: readonly string[];
}

/** The machines, in the order of their names as people count: node-2 before node-10. */
export function rowsOf(cluster: Reader): readonly Row[] {
  const leases = new Map(list<Lease>(cluster, 'Lease').map((lease) => [lease.metadata.name, lease]));
  const nodes = list<Node>(cluster, 'Node').map((node) => rowOf(cluster, node, leases.get(node.metadata.name)));
  return [...nodes, ...goneOf(cluster, nodes)].sort((a, b) => byName.compare(a.name, b.name));
}

const byName = new Intl.Collator('en', { numeric: true });
const pressures = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'];

function rowOf(cluster: Reader, node: Node, lease: Lease | undefined): Row {
  const { name, uid } = node.metadata;
  const ready = conditionOf(node, 'Ready')?.status;
  const silence = silenceOf(node, lease, cluster);
  return {
    uid: uid ?? name,
    key: keyOf(node),
    name,
    ready: ready === 'True',
    heard: ready !== 'Unknown',
    cordoned: node.spec.unschedulable ?? false,
    pressure: pressures.filter((type) => conditionOf(node, type)?.status === 'True'),
    faults: cluster.state.faults[`node/${name}`] ?? [],
    taints: (node.spec.taints ?? []).map((taint) => `${taint.key}:${taint.effect}`),
    ...(silence && { silence }),
    ...(isTerminating(node) && { deletion: 'leaving' as const }),
  };
}

/** Machines whose object is gone while pods are bound to them or processes run on: these keep their row until they go, too. */
function goneOf({ index, state }: Reader, nodes: readonly Row[]): readonly Row[] {
  const known = new Set(['', ...nodes.map(({ name }) => name)]);
  const running = Object.values(state.apart).map(({ spec }) => spec.nodeName ?? '');
  const names = [...new Set([...index.byNode.keys(), ...running])].filter((name) => !known.has(name));
  return names.map((name) => ({
    uid: `gone ${name}`,
    key: keyFor('Node', undefined, name),
    name,
    ready: false,
    heard: false,
    cordoned: false,
    deletion: 'gone',
    pressure: [],
    faults: state.faults[`node/${name}`] ?? [],
    taints: [],
  }));
}
