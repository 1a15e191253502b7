import type { Labels } from './meta.ts';

/** One thing that is asked of a node's labels or, in `matchFields`, of its name. */
export interface NodeSelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** A term holds when all its requirements do; an empty term matches no node. */
export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly NodeSelectorRequirement[];
  readonly matchFields?: readonly NodeSelectorRequirement[];
}

/** What pods and volumes ask of nodes: one of the terms must hold. */
export interface NodeSelector {
  readonly nodeSelectorTerms: readonly NodeSelectorTerm[];
}

interface Named {
  readonly metadata: { readonly name: string; readonly labels?: Labels };
}

/** Does one of the terms hold for the node? (component-helpers/scheduling/corev1/nodeaffinity) */
export function matchesNode({ nodeSelectorTerms }: NodeSelector, node: Named): boolean {
  return nodeSelectorTerms.some((term) => matchesTerm(term, node));
}

/** Do all requirements of the term hold for the node? */
export function matchesTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: Named): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  const { name, labels = {} } = node.metadata;
  return (
    matchExpressions.every((requirement) => holds(requirement, labels[requirement.key])) &&
    matchFields.every((requirement) => requirement.key === 'metadata.name' && holds(requirement, name))
  );
}

function holds({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  if (operator === 'NotIn') return value === undefined || !values.includes(value);
  if (value === undefined) return false;
  if (operator === 'In') return values.includes(value);
  const [number, limit] = [wholeNumber(value), wholeNumber(values[0])];
  return operator === 'Gt' ? number > limit : operator === 'Lt' && number < limit;
}

/** NaN where it is none, which is neither more nor less than anything. */
function wholeNumber(text = ''): number {
  return /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
}
