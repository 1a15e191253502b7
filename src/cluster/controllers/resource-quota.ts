/**
 * Writes down how much of its quotas a namespace uses.
 * Models pkg/controller/resourcequota (v1.36). Left out: that the API server itself counts up at once.
 */
import type { ResourceQuota } from '../../objects/index.ts';
import { equal } from '../equal.ts';
import type { Answer, Wake } from '../part.ts';
import { hasAny } from '../index-of-objects.ts';
import { get, list } from '../read.ts';
import type { Reader } from '../read.ts';
import { spellAmount, usedOf } from '../quota.ts';
import type { Change } from '../state.ts';
import { controllerPart } from './controller.ts';

interface Look {
  readonly reader: Reader;
  readonly quota: ResourceQuota;
}

/** The part that counts for quotas, one instance for each. */
export const quotaController = controllerPart<Look>({
  name: 'resourcequota',
  wakesOn: { '*': hear },
  look: (reader, of) => {
    const quota = get<ResourceQuota>(reader, `ResourceQuota/${of}`);
    return quota && { reader, quota };
  },
  steps: { count },
});

/** Whatever comes, goes or changes in a namespace that has quotas. */
function hear({ object: { kind, metadata } }: Change, reader: Reader): readonly Wake[] {
  const { namespace = '' } = metadata;
  if (kind === 'Event' || !hasAny(reader.index, 'ResourceQuota', namespace)) return [];
  return list(reader, 'ResourceQuota', namespace).map((quota) => ({ of: `${namespace}/${quota.metadata.name}` }));
}

function count({ reader, quota }: Look): Answer {
  const { hard = {} } = quota.spec;
  const amounts = usedOf(reader, quota);
  const used = Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, spellAmount(name, amount)]));
  const status = { hard, used };
  if (equal(status, quota.status)) return undefined;
  return { do: [{ writes: [{ verb: 'update', object: { ...quota, status }, subresource: 'status' }] }] };
}
