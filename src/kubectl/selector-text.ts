import type { LabelSelector } from '../objects/index.ts';

/** A selector as one text: `app=web,tier in (a,b)` (apimachinery, FormatLabelSelector). */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const pairs = Object.entries(matchLabels).map(([key, value]) => [key, `${key}=${value}`] as const);
  const others = matchExpressions.map((expression) => [expression.key, expressionText(expression)] as const);
  const texts = [...pairs, ...others].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return texts.length === 0 ? '<none>' : texts.join(',');
}

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

function expressionText({ key, operator, values = [] }: Expression): string {
  if (operator === 'Exists') return key;
  if (operator === 'DoesNotExist') return `!${key}`;
  return `${key} ${operator.toLowerCase()} (${[...values].sort().join(',')})`;
}
