import type { DaemonSet } from '../../objects/index.ts';
import { age } from '../durations.ts';
import { selectorText } from '../selector-text.ts';
import type { Columns } from './columns.ts';
import { labelsText } from './columns.ts';
import { containerNames, imageNames } from './deployments.ts';

/** The columns of DaemonSets, which count nodes (printers.go, printDaemonSet). */
export const daemonSetColumns: Columns<DaemonSet> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['DESIRED', ({ status }) => String(status?.desiredNumberScheduled ?? 0)],
  ['CURRENT', ({ status }) => String(status?.currentNumberScheduled ?? 0)],
  ['READY', ({ status }) => String(status?.numberReady ?? 0)],
  ['UP-TO-DATE', ({ status }) => String(status?.updatedNumberScheduled ?? 0)],
  ['AVAILABLE', ({ status }) => String(status?.numberAvailable ?? 0)],
  ['NODE SELECTOR', ({ spec }) => labelsText(spec.template.spec.nodeSelector)],
  ['AGE', age],
  ['CONTAINERS', ({ spec }) => containerNames(spec.template), 'wide'],
  ['IMAGES', ({ spec }) => imageNames(spec.template), 'wide'],
  ['SELECTOR', ({ spec }) => selectorText(spec.selector), 'wide'],
];
