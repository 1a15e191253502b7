import type { DisruptionBudget } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';

/** The columns of disruption budgets (printers.go, printPodDisruptionBudget). */
export const disruptionBudgetColumns: Columns<DisruptionBudget> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['MIN AVAILABLE', ({ spec }) => String(spec.minAvailable ?? 'N/A')],
  ['MAX UNAVAILABLE', ({ spec }) => String(spec.maxUnavailable ?? 'N/A')],
  ['ALLOWED DISRUPTIONS', ({ status }) => String(status?.disruptionsAllowed ?? 0)],
  ['AGE', age],
];
