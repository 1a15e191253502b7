import type { Node } from '../objects/index.ts';
import { healthyConditions } from './node-conditions.ts';
import type { NodeSettings } from './settings.ts';

/** The Node object with which a kubelet registers its machine, the `place`-th of the settings (pkg/kubelet/kubelet_node_status.go). */
export function newNode({ name, cpu, memory, pods, labels }: NodeSettings, place: number, now: string): Node {
  const number = place + 1;
  const amounts = { cpu, memory, pods: String(pods) };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: { podCIDR: `10.${244 + (number >> 8)}.${number & 255}.0/24` },
    status: {
      capacity: amounts,
      allocatable: amounts,
      conditions: healthyConditions(now),
      addresses: [
        { type: 'InternalIP', address: `192.168.${1 + (number >> 8)}.${number & 255}` },
        { type: 'Hostname', address: name },
      ],
      nodeInfo: { kubeletVersion: 'v1.36.2' },
    },
  };
}
