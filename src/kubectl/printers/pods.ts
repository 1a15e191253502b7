import type { Pod } from '../../objects/index.ts';
import { conditionOf, standingOf } from '../../objects/index.ts';
import { age, since } from '../durations.ts';
import type { Moment } from '../durations.ts';
import type { Columns } from './columns.ts';
import { orNone } from './columns.ts';

/** The columns of pods (pkg/printers/internalversion/printers.go, printPod). */
export const podColumns: Columns<Pod> = [
  ['NAME', (pod) => pod.metadata.name],
  ['READY', (pod) => readyText(pod)],
  ['STATUS', (pod) => standingOf(pod).word],
  ['RESTARTS', (pod, now) => restartsText(pod, now)],
  ['AGE', age],
  ['IP', (pod) => orNone(pod.status?.podIP), 'wide'],
  ['NODE', (pod) => orNone(pod.spec.nodeName), 'wide'],
  ['NOMINATED NODE', (pod) => orNone(nominatedNode(pod)), 'wide'],
  ['READINESS GATES', (pod) => readinessGates(pod), 'wide'],
];

function readyText(pod: Pod): string {
  const { ready, containers } = standingOf(pod);
  return `${ready}/${containers}`;
}

function restartsText(pod: Pod, now: Moment): string {
  const { restarts, lastEnd } = standingOf(pod);
  return restarts > 0 && lastEnd !== undefined ? `${restarts} (${since(lastEnd, now)} ago)` : String(restarts);
}

function nominatedNode({ status }: Pod): string | undefined {
  return (status as { readonly nominatedNodeName?: string } | undefined)?.nominatedNodeName;
}

function readinessGates(pod: Pod): string {
  const gates = pod.spec['readinessGates'] as readonly { readonly conditionType: string }[] | undefined;
  if (!gates?.length) return '<none>';
  return `${gates.filter(({ conditionType }) => conditionOf(pod, conditionType)?.status === 'True').length}/${gates.length}`;
}
