import type { StatefulSet } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';

/** The columns of StatefulSets (printers.go, printStatefulSet). */
export const statefulSetColumns: Columns<StatefulSet> = [
  ['NAME', (statefulSet) => statefulSet.metadata.name],
  ['READY', ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas}`],
  ['AGE', age],
  ['CONTAINERS', ({ spec }) => spec.template.spec.containers.map(({ name }) => name).join(','), 'wide'],
  ['IMAGES', ({ spec }) => spec.template.spec.containers.map(({ image }) => image).join(','), 'wide'],
];
