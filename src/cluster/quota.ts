/**
 * How much of what a namespace uses, and whether its quotas leave room for one more object.
 * Models the plugin resourcequota (k8s.io/apiserver pkg/admission/plugin/resourcequota) and pkg/quota/v1/evaluator/core (v1.36).
 * Left out: scopes, quotas for each StorageClass, changes of objects that are there already.
 */
import { forbidden, hasEnded, milliQuantity, resourceOf } from '../objects/index.ts';
import type { ApiError, ApiObject, Claim, Pod, ResourceQuota } from '../objects/index.ts';
import { hasAny } from './index-of-objects.ts';
import { limitsOf, requestsOf } from './node-use.ts';
import { list } from './read.ts';
import type { Reader } from './read.ts';

/** Amounts by resource, in thousandths. */
type Amounts = Readonly<Record<string, number>>;

/** What one object counts for in each resource that a quota can name. */
function usageOf(object: ApiObject): Amounts {
  const resource = resourceOf(object.kind);
  if (object.kind === 'Pod') return usageOfPod(object as Pod);
  const counted: Amounts = { [`count/${resource}`]: 1000, ...(plain.has(resource) && { [resource]: 1000 }) };
  if (object.kind !== 'PersistentVolumeClaim') return counted;
  const { requests = {} } = (object as Claim).spec.resources ?? {};
  return { ...counted, 'requests.storage': milliQuantity(requests['storage'] ?? 0) };
}

/** Kinds that can be named without `count/`. */
const plain = new Set(['configmaps', 'persistentvolumeclaims', 'resourcequotas', 'secrets', 'services']);

/** Pods that have ended use nothing but their place among the objects. */
function usageOfPod(pod: Pod): Amounts {
  if (hasEnded(pod)) return { 'count/pods': 1000 };
  const [requests, limits] = [requestsOf(pod), limitsOf(pod)];
  const amounts = (['cpu', 'memory'] as const).flatMap((resource) => [
    [resource, requests[resource]],
    [`requests.${resource}`, requests[resource]],
    [`limits.${resource}`, limits.get(resource) ?? 0],
  ]);
  return { 'count/pods': 1000, pods: 1000, ...(Object.fromEntries(amounts) as Amounts) };
}

/** What the namespace of the quota uses of each resource that the quota limits. */
export function usedOf(reader: Reader, { metadata: { namespace = '' }, spec: { hard = {} } }: ResourceQuota): Amounts {
  const used: Record<string, number> = Object.fromEntries(Object.keys(hard).map((name) => [name, 0]));
  for (const [kind, homes] of reader.index.byKind) {
    if (!homes.has(namespace) || kind === 'Event') continue;
    for (const object of list(reader, kind, namespace)) {
      const amounts = usageOf(object);
      for (const name in used) used[name]! += amounts[name] ?? 0;
    }
  }
  return used;
}

/** The amount as a quota writes it: whole numbers, thousandths with `m`, bytes in the largest unit that fits. */
export function spellAmount(resource: string, milli: number): string {
  if (!/memory|storage/.test(resource)) return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  let amount = milli / 1000;
  let unit = 0;
  for (; unit < units.length - 1 && amount > 0 && amount % 1024 === 0; unit++) amount /= 1024;
  return `${amount}${units[unit]}`;
}

/** Why the quotas of its namespace refuse a new object; nothing when they leave room. */
export function overQuota(reader: Reader, object: ApiObject): ApiError | undefined {
  const { name, namespace = '' } = object.metadata;
  if (!hasAny(reader.index, 'ResourceQuota', namespace)) return undefined;
  for (const quota of list<ResourceQuota>(reader, 'ResourceQuota', namespace)) {
    const why = unspecified(quota, object) ?? exceeded(reader, quota, object);
    if (why === undefined) continue;
    return forbidden(resourceOf(object.kind), name, why);
  }
  return undefined;
}

const compute = /^((requests|limits)\.)?(cpu|memory)$/;

/** Where a quota limits what containers ask for, each must say how much that is. */
function unspecified({ metadata, spec: { hard = {} } }: ResourceQuota, object: ApiObject): string | undefined {
  if (object.kind !== 'Pod') return undefined;
  const { containers, initContainers = [] } = (object as Pod).spec;
  const missing = Object.keys(hard)
    .filter((resource) => compute.test(resource))
    .sort()
    .flatMap((resource) => {
      const [, , list = 'requests', unit = ''] = compute.exec(resource) ?? [];
      const names = [...containers, ...initContainers]
        .filter(({ resources }) => resources?.[list as 'requests' | 'limits']?.[unit] === undefined)
        .map((container) => container.name);
      return names.length > 0 ? `${resource} for: ${names.join(',')}` : [];
    });
  return missing.length > 0 ? `failed quota: ${metadata.name}: must specify ${missing.join('; ')}` : undefined;
}

function exceeded(reader: Reader, quota: ResourceQuota, object: ApiObject): string | undefined {
  const { hard = {} } = quota.spec;
  const used = usedOf(reader, quota);
  const asked = usageOf(object);
  const over = Object.keys(hard)
    .filter((name) => (asked[name] ?? 0) > 0 && (used[name] ?? 0) + (asked[name] ?? 0) > milliQuantity(hard[name] ?? 0))
    .sort();
  if (over.length === 0) return undefined;
  const spell = (amounts: Amounts): string =>
    over.map((name) => `${name}=${spellAmount(name, amounts[name] ?? 0)}`).join(',');
  const limited = over.map((name) => `${name}=${hard[name]}`).join(',');
  return `exceeded quota: ${quota.metadata.name}, requested: ${spell(asked)}, used: ${spell(used)}, limited: ${limited}`;
}
