import type { Reader } from '../cluster/index.ts';
import { list } from '../cluster/index.ts';
import type { Lease, Millis, Node, ObjectKey } from '../objects/index.ts';
import { conditionOf, keyOf, millisOf } from '../objects/index.ts';

/** A machine as it is to be seen. */
export interface Row {
  readonly uid: string;
  readonly key: ObjectKey;
  readonly name: string;
  readonly ready: boolean;
  /** Does the control plane know what happens on it? */
  readonly heard: boolean;
  /** Since when its heartbeat has been missing, where it has missed one. */
  readonly silentSince?: Millis;
  readonly cordoned: boolean;
  /** The faults that were put on it, by name. */
  readonly faults: readonly string[];
  /** Its taints, as `key:effect`. */
  readonly taints: readonly string[];
}

/** The machines, in the order of their names as people count: node-2 before node-10. */
export function rowsOf(cluster: Reader): readonly Row[] {
  const leases = new Map(list<Lease>(cluster, 'Lease').map((lease) => [lease.metadata.name, lease]));
  const nodes = [...list<Node>(cluster, 'Node')].sort((a, b) => byName.compare(a.metadata.name, b.metadata.name));
  return nodes.map((node) => rowOf(cluster, node, leases.get(node.metadata.name)));
}

const byName = new Intl.Collator('en', { numeric: true });

function rowOf(cluster: Reader, node: Node, lease: Lease | undefined): Row {
  const { name, uid } = node.metadata;
  const ready = conditionOf(node, 'Ready')?.status;
  const silentSince = silence(cluster, lease);
  return {
    uid: uid ?? name,
    key: keyOf(node),
    name,
    ready: ready === 'True',
    heard: ready !== 'Unknown',
    cordoned: node.spec.unschedulable ?? false,
    faults: cluster.state.faults[`node/${name}`] ?? [],
    taints: (node.spec.taints ?? []).map((taint) => `${taint.key}:${taint.effect}`),
    ...(silentSince !== undefined && { silentSince }),
  };
}

/** A heartbeat is missing when the lease is older than one and a half intervals; dates have whole seconds only. */
function silence({ state }: Reader, lease: Lease | undefined): Millis | undefined {
  if (!lease?.spec.renewTime) return undefined;
  const renewed = millisOf(lease.spec.renewTime) - millisOf(state.settings.start);
  return state.now - renewed > state.settings.leaseInterval * 1.5 ? renewed : undefined;
}
