import type { Deployment, PodTemplate, ReplicaSet } from '../../objects/index.ts';
import { age } from '../durations.ts';
import { selectorText } from '../selector-text.ts';
import type { Columns } from './columns.ts';

/** The columns of Deployments (printers.go, printDeployment). */
export const deploymentColumns: Columns<Deployment> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['READY', ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas}`],
  ['UP-TO-DATE', ({ status }) => String(status?.updatedReplicas ?? 0)],
  ['AVAILABLE', ({ status }) => String(status?.availableReplicas ?? 0)],
  ['AGE', age],
  ['CONTAINERS', ({ spec }) => containerNames(spec.template), 'wide'],
  ['IMAGES', ({ spec }) => imageNames(spec.template), 'wide'],
  ['SELECTOR', ({ spec }) => selectorText(spec.selector), 'wide'],
];

/** The columns of ReplicaSets (printers.go, printReplicaSet). */
export const replicaSetColumns: Columns<ReplicaSet> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['DESIRED', ({ spec }) => String(spec.replicas)],
  ['CURRENT', ({ status }) => String(status?.replicas ?? 0)],
  ['READY', ({ status }) => String(status?.readyReplicas ?? 0)],
  ['AGE', age],
  ['CONTAINERS', ({ spec }) => containerNames(spec.template), 'wide'],
  ['IMAGES', ({ spec }) => imageNames(spec.template), 'wide'],
  ['SELECTOR', ({ spec }) => selectorText(spec.selector), 'wide'],
];

/** The names of a template's containers. */
export function containerNames({ spec }: PodTemplate): string {
  return spec.containers.map(({ name }) => name).join(',');
}

/** The images of a template's containers. */
export function imageNames({ spec }: PodTemplate): string {
  return spec.containers.map(({ image }) => image).join(',');
}
