import type { Node } from '../objects/index.ts';
import { uidOf } from './chance.ts';
import { healthyConditions } from './node-conditions.ts';
import type { NodeSettings } from './settings.ts';

/** The Node object with which a kubelet registers its machine, the `place`-th of the settings (pkg/kubelet/kubelet_node_status.go). */
export function newNode({ name, cpu, memory, pods, labels }: NodeSettings, place: number, now: string): Node {
  const number = place + 1;
  const podCIDR = `10.${244 + (number >> 8)}.${number & 255}.0/24`;
  const amounts = { cpu, memory, pods: String(pods) };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    // The annotation is the ttl controller's; it says more than 0 s only in clusters of more than a hundred nodes.
    metadata: { name, labels, annotations: { 'node.alpha.kubernetes.io/ttl': '0' } },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    status: {
      capacity: amounts,
      allocatable: amounts,
      conditions: healthyConditions(now),
      addresses: [
        { type: 'InternalIP', address: `192.168.${1 + (number >> 8)}.${number & 255}` },
        { type: 'Hostname', address: name },
      ],
      nodeInfo: machineInfo(name),
    },
  };
}

/** What a kubelet says of its machine and of the programs on it. */
function machineInfo(name: string): Readonly<Record<string, string>> {
  const idOf = (what: string): string => uidOf(0, `${what} of ${name}`, 0);
  return {
    machineID: idOf('machine').replaceAll('-', ''),
    systemUUID: idOf('system'),
    bootID: idOf('boot'),
    kernelVersion: '6.12.48+deb13-amd64',
    osImage: 'Debian GNU/Linux 13 (trixie)',
    containerRuntimeVersion: 'containerd://2.1.4',
    kubeletVersion: 'v1.36.2',
    kubeProxyVersion: '',
    operatingSystem: 'linux',
    architecture: 'amd64',
  };
}
