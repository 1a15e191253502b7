import { fill } from './fill.ts';
import type { ApiObject } from './meta.ts';
import type { Condition } from './pod.ts';

/** A taint: pods that do not tolerate it stay away (NoSchedule) or must go (NoExecute). */
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  readonly timeAdded?: string;
}

/** A machine of the cluster. */
export interface Node extends ApiObject {
  readonly kind: 'Node';
  readonly spec: {
    readonly podCIDR?: string;
    readonly podCIDRs?: readonly string[];
    readonly unschedulable?: boolean;
    readonly taints?: readonly Taint[];
  };
  readonly status?: {
    readonly capacity?: Readonly<Record<string, string>>;
    readonly allocatable?: Readonly<Record<string, string>>;
    readonly conditions?: readonly Condition[];
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo?: Readonly<Record<string, string>>;
    readonly volumesInUse?: readonly string[];
    readonly volumesAttached?: readonly { readonly name: string; readonly devicePath: string }[];
    readonly images?: readonly { readonly names: readonly string[]; readonly sizeBytes?: number }[];
  };
}

/** A Lease: how a node shows that it is alive. */
export interface Lease extends ApiObject {
  readonly kind: 'Lease';
  readonly spec: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly renewTime?: string;
  };
}

/** A node with what its author left out. */
export function defaultNode(node: Node): Node {
  return fill(node, { spec: {} });
}
