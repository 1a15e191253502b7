import type { Reader } from '../../cluster/index.ts';
import { get, podsOnNode } from '../../cluster/index.ts';
import type { Lease, Node, Pod, Taint } from '../../objects/index.ts';
import { hasEnded, keyFor, milliQuantity } from '../../objects/index.ts';
import type { Moment } from '../durations.ts';
import { age } from '../durations.ts';
import { rolesOf } from '../printers/index.ts';
import { amountLines } from './containers.ts';
import type { Describer } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, column, date, indented, labelLines, orNone, pair } from './lines.ts';

/** A node (describeNode). */
export const describeNode: Describer<Node> = (node, cluster, now) => {
  const { metadata, spec, status = {} } = node;
  return [
    pair('Name', metadata.name),
    pair('Roles', orNone(rolesOf(node).join(','))),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    pair('CreationTimestamp', date(metadata.creationTimestamp)),
    ...column('Taints', [...(spec.taints ?? [])].sort(byEffect).map(taintText)),
    pair('Unschedulable', spec.unschedulable ?? false),
    ...leaseLines(cluster, node),
    ...conditionLines(node),
    'Addresses:',
    ...(status.addresses ?? []).map(({ type, address }) => `  ${pair(type, address)}`),
    ...amountLines('Capacity', status.capacity),
    ...amountLines('Allocatable', status.allocatable),
    ...systemLines(node),
    ...(spec.podCIDR ? [pair('PodCIDR', spec.podCIDR)] : []),
    ...(spec.podCIDRs?.length ? [pair('PodCIDRs', spec.podCIDRs.join(','))] : []),
    ...loadLines(cluster, node, now),
  ];
};

function byEffect(a: Taint, b: Taint): number {
  return a.effect === b.effect ? a.key.localeCompare(b.key) : a.effect < b.effect ? -1 : 1;
}

/** A taint as it is written: `key=value:Effect`. */
export function taintText({ key, value, effect }: Partial<Taint>): string {
  return `${key ?? ''}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}`;
}

function leaseLines(cluster: Reader, { metadata }: Node): Lines {
  const lease = get<Lease>(cluster, keyFor('Lease', 'kube-node-lease', metadata.name));
  if (!lease) return ['Lease:\tFailed to get lease: leases.coordination.k8s.io "' + metadata.name + '" not found'];
  const { holderIdentity, renewTime } = lease.spec;
  return [
    'Lease:',
    `  ${pair('HolderIdentity', holderIdentity ?? '<unset>')}`,
    `  ${pair('AcquireTime', '<unset>')}`,
    `  ${pair('RenewTime', renewTime ? date(renewTime) : '<unset>')}`,
  ];
}

function conditionLines({ status }: Node): Lines {
  const { conditions = [] } = status ?? {};
  if (conditions.length === 0) return [];
  const titles = ['Type', 'Status', 'LastHeartbeatTime', 'LastTransitionTime', 'Reason', 'Message'];
  return [
    'Conditions:',
    `  ${titles.join('\t')}`,
    `  ${titles.map((title) => '-'.repeat(title.length)).join('\t')}`,
    ...conditions.map((each) => {
      const { type, lastHeartbeatTime, lastTransitionTime, reason = '', message = '' } = each;
      const cells = [type, each.status, date(lastHeartbeatTime), date(lastTransitionTime), reason, message];
      return `  ${cells.map((cell) => `${cell} `).join('\t')}`;
    }),
  ];
}

const systemFields: Readonly<Record<string, string>> = {
  'Machine ID': 'machineID',
  'System UUID': 'systemUUID',
  'Boot ID': 'bootID',
  'Kernel Version': 'kernelVersion',
  'OS Image': 'osImage',
  'Operating System': 'operatingSystem',
  Architecture: 'architecture',
  'Container Runtime Version': 'containerRuntimeVersion',
  'Kubelet Version': 'kubeletVersion',
};

function systemLines({ status }: Node): Lines {
  const fields = Object.entries(systemFields).map(([title, field]) => pair(title, status?.nodeInfo?.[field]));
  return ['System Info:', ...indented(fields)];
}

const podTitles = ['CPU Requests', 'CPU Limits', 'Memory Requests', 'Memory Limits', 'Age'];

/** What the pods ask for, each and together; a share is of what the node has for pods (describeNodeResource). */
function loadLines(cluster: Reader, { metadata, status }: Node, now: Moment): Lines {
  const pods = podsOnNode(cluster, metadata.name).filter((pod) => !hasEnded(pod));
  const own = status?.allocatable ?? status?.capacity ?? {};
  const amount = (of: readonly Pod[], part: 'requests' | 'limits', resource: string): string => {
    const milli = of.reduce((sum, pod) => sum + askedBy(pod, part, resource), 0);
    const whole = milliQuantity(own[resource] ?? '0');
    return `${amountText(milli, resource)} (${whole === 0 ? 0 : Math.trunc((milli * 100) / whole)}%)`;
  };
  const rows = pods.map((pod) => {
    const cells = ['cpu', 'memory'].flatMap((name) => [amount([pod], 'requests', name), amount([pod], 'limits', name)]);
    return [`  ${pod.metadata.namespace ?? ''}`, pod.metadata.name, '', ...cells, age(pod, now)].join('\t');
  });
  return [
    pair('Non-terminated Pods', `(${pods.length} in total)`),
    ['  Namespace', 'Name', '', ...podTitles].join('\t'),
    ['  ---------', '----', '', ...podTitles.map((title) => '-'.repeat(title.length))].join('\t'),
    ...rows,
    'Allocated resources:',
    '  (Total limits may be over 100 percent, i.e., overcommitted.)',
    '  Resource\tRequests\tLimits',
    '  --------\t--------\t------',
    ...['cpu', 'memory', 'ephemeral-storage'].map(
      (name) => `  ${name}\t${amount(pods, 'requests', name)}\t${amount(pods, 'limits', name)}`,
    ),
  ];
}

function askedBy({ spec }: Pod, part: 'requests' | 'limits', resource: string): number {
  const amounts = spec.containers.map(({ resources }) => milliQuantity(resources?.[part]?.[resource] ?? '0'));
  return amounts.reduce((sum, each) => sum + each, 0);
}

/** A sum in the unit in which one writes it: `100m`, `64Mi`. */
function amountText(milli: number, resource: string): string {
  if (milli === 0) return '0';
  if (milli % 1000 !== 0) return `${milli}m`;
  let value = milli / 1000;
  if (resource === 'cpu') return String(value);
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  let unit = 0;
  for (; value % 1024 === 0 && unit < units.length - 1; unit++) value /= 1024;
  return `${value}${units[unit] ?? ''}`;
}
