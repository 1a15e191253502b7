import type { Pod } from '../../objects/index.ts';
import { controllerOf, hasEnded, isTerminating } from '../../objects/index.ts';
import { containerLines } from './containers.ts';
import type { Describer } from './describer.ts';
import { phaseText } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, date, labelLines, pair } from './lines.ts';
import { tolerationLines, volumeLines } from './pod-templates.ts';

/** A pod (describePod). Left out: readiness gates, ephemeral containers, topology spread. */
export const describePod: Describer<Pod> = (pod, _cluster, now) => {
  const { metadata, spec, status = {} } = pod;
  return [
    pair('Name', metadata.name),
    pair('Namespace', metadata.namespace),
    pair('Priority', Number(spec['priority'] ?? 0)),
    ...optional('Service Account', spec['serviceAccountName']),
    pair('Node', spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>'),
    ...(status.startTime ? [pair('Start Time', date(status.startTime))] : []),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    ...statusLines(pod, now),
    ...optional('Reason', status.reason),
    ...optional('Message', status.message),
    pair('IP', status.podIP),
    ...addressLines(pod),
    ...ownerLines(pod),
    ...(spec.initContainers?.length
      ? containerLines('Init Containers', spec.initContainers, status.initContainerStatuses)
      : []),
    ...containerLines('Containers', spec.containers, status.containerStatuses),
    ...conditionLines(pod),
    ...volumeLines(spec.volumes),
    pair('QoS Class', status.qosClass),
    ...labelLines('Node-Selectors', spec.nodeSelector),
    ...tolerationLines(spec.tolerations),
  ];
};

function optional(key: string, value: unknown): Lines {
  return value ? [pair(key, String(value))] : [];
}

function statusLines(pod: Pod, now: number): Lines {
  const { status, metadata } = pod;
  if (!isTerminating(pod) || hasEnded(pod)) return [pair('Status', status?.phase)];
  const grace = `${metadata.deletionGracePeriodSeconds ?? 0}s`;
  return [pair('Status', phaseText(pod, status?.phase, now)), pair('Termination Grace Period', grace)];
}

function addressLines({ status }: Pod): Lines {
  const { podIPs = [] } = status ?? {};
  return podIPs.length === 0 ? ['IPs:\t<none>'] : ['IPs:', ...podIPs.map(({ ip }) => `  ${pair('IP', ip)}`)];
}

function ownerLines(pod: Pod): Lines {
  const owner = controllerOf(pod);
  return owner ? [pair('Controlled By', `${owner.kind}/${owner.name}`)] : [];
}

function conditionLines({ status }: Pod): Lines {
  const { conditions = [] } = status ?? {};
  if (conditions.length === 0) return [];
  return ['Conditions:', '  Type\tStatus', ...conditions.map((each) => `  ${each.type} \t${each.status} `)];
}
