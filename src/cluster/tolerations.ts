import type { Taint, Toleration } from '../objects/index.ts';

/** Does one of the tolerations match the taint? (component-helpers/scheduling/corev1/helpers.go; Gt and Lt are alpha) */
export function isTolerated(taint: Taint, tolerations: readonly Toleration[]): boolean {
  return tolerations.some(
    ({ key, operator = 'Equal', value = '', effect }) =>
      (!effect || effect === taint.effect) &&
      (!key || key === taint.key) &&
      (operator === 'Exists' || value === (taint.value ?? '')),
  );
}
