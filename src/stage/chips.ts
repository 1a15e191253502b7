import type { Reader } from '../cluster/index.ts';
import { get, list } from '../cluster/index.ts';
import type { ApiObject, LabelSelector, ObjectKey, PodSpec, PodTemplate, ResourceQuota } from '../objects/index.ts';
import { keyFor, keyOf, selects } from '../objects/index.ts';

/** Something that bears on a workload without being a pod or a machine: a small sign in the header of its group. */
export interface Chip {
  readonly key: ObjectKey;
  readonly kind: 'quota' | 'budget' | 'config' | 'secret';
  readonly name: string;
  /** Of a quota: how many pods there are, of how many there may be. */
  readonly used?: string;
  readonly hard?: string;
  /** Of a budget: how many pods may be evicted now. */
  readonly allowed?: number;
  /** Is it asked for, but not there? */
  readonly missing?: true;
}

/** The quotas of its namespace, the budgets that watch over its pods, the ConfigMaps and Secrets that its template names. */
export function chipsOf(cluster: Reader, { metadata }: ApiObject, template: PodTemplate): readonly Chip[] {
  const { namespace = '' } = metadata;
  return [
    ...list<ResourceQuota>(cluster, 'ResourceQuota', namespace).map(quotaChip),
    ...list<Budget>(cluster, 'PodDisruptionBudget', namespace)
      .filter(({ spec }) => spec?.selector && selects(spec.selector, template.metadata?.labels))
      .map(budgetChip),
    ...referencesOf(template.spec).map((reference) => referenceChip(cluster, namespace, reference)),
  ];
}

interface Budget extends ApiObject {
  readonly spec?: { readonly selector?: LabelSelector };
  readonly status?: { readonly disruptionsAllowed?: number };
}

function quotaChip(quota: ResourceQuota): Chip {
  const { hard = quota.spec.hard, used } = quota.status ?? {};
  const most = hard?.['pods'] ?? hard?.['count/pods'];
  const now = used?.['pods'] ?? used?.['count/pods'];
  const chip = { key: keyOf(quota), kind: 'quota', name: quota.metadata.name } as const;
  return { ...chip, ...(most !== undefined && { hard: most }), ...(now !== undefined && { used: now }) };
}

function budgetChip(budget: Budget): Chip {
  const allowed = budget.status?.disruptionsAllowed;
  const chip = { key: keyOf(budget), kind: 'budget', name: budget.metadata.name } as const;
  return { ...chip, ...(allowed !== undefined && { allowed }) };
}

interface Reference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

function referenceChip(cluster: Reader, namespace: string, { kind, name }: Reference): Chip {
  const key = keyFor(kind, namespace, name);
  const isThere = get(cluster, key) !== undefined;
  return { key, kind: kind === 'Secret' ? 'secret' : 'config', name, ...(!isThere && { missing: true as const }) };
}

const known = new WeakMap<PodSpec, readonly Reference[]>();

/** Specs are replaced, never changed: what one names is looked up once. */
function referencesOf(spec: PodSpec): readonly Reference[] {
  const before = known.get(spec);
  if (before) return before;
  const found = new Map<string, Reference>();
  collect(spec.volumes, found);
  collect(spec.initContainers, found);
  collect(spec.containers, found);
  const references = [...found.values()];
  known.set(spec, references);
  return references;
}

const fields: Readonly<Record<string, Reference['kind']>> = {
  configMap: 'ConfigMap',
  configMapRef: 'ConfigMap',
  configMapKeyRef: 'ConfigMap',
  secret: 'Secret',
  secretRef: 'Secret',
  secretKeyRef: 'Secret',
};

/** Wherever in a pod's spec a ConfigMap or Secret is named: volumes, projected volumes, variables. */
function collect(value: unknown, found: Map<string, Reference>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inside] of Object.entries(value)) {
    const kind = fields[field];
    const { name, secretName } = (kind ? inside : {}) as { name?: string; secretName?: string };
    const called = name ?? secretName;
    if (kind && called) found.set(`${kind} ${called}`, { kind, name: called });
    collect(inside, found);
  }
}
