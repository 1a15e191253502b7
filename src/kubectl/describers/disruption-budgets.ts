import type { DisruptionBudget } from '../../objects/index.ts';
import type { Describer } from './describer.ts';
import { pair } from './lines.ts';
import { selectorText } from '../selector-text.ts';

/** A disruption budget (describePodDisruptionBudgetV1). */
export const describeDisruptionBudget: Describer<DisruptionBudget> = ({ metadata, spec, status }) => {
  const { minAvailable, maxUnavailable, selector } = spec;
  return [
    pair('Name', metadata.name),
    pair('Namespace', metadata.namespace),
    ...(minAvailable === undefined ? [] : [pair('Min available', minAvailable)]),
    ...(minAvailable !== undefined || maxUnavailable === undefined ? [] : [pair('Max unavailable', maxUnavailable)]),
    pair('Selector', selector ? selectorText(selector) : '<unset>'),
    'Status:',
    `    ${pair('Allowed disruptions', status?.disruptionsAllowed ?? 0)}`,
    `    ${pair('Current', status?.currentHealthy ?? 0)}`,
    `    ${pair('Desired', status?.desiredHealthy ?? 0)}`,
    `    ${pair('Total', status?.expectedPods ?? 0)}`,
  ];
};
