import type { Reader } from '../../cluster/index.ts';
import { ownedBy } from '../../cluster/index.ts';
import type { ApiObject, Condition, Pod } from '../../objects/index.ts';
import { controllerOf, isControlledBy } from '../../objects/index.ts';
import type { Lines } from './lines.ts';
import { pair } from './lines.ts';

/** How many pods of an owner are in each phase; one that is crashing or terminating still counts as running. */
export function phasesText(cluster: Reader, owner: ApiObject): string {
  const pods = ownedBy<Pod>(cluster, owner.metadata.uid ?? '', 'Pod').filter((pod) => isControlledBy(pod, owner));
  const count = (phase: string): number => pods.filter(({ status }) => status?.phase === phase).length;
  const words = { Running: 'Running', Waiting: 'Pending', Succeeded: 'Succeeded', Failed: 'Failed' };
  return Object.entries(words)
    .map(([word, phase]) => `${count(phase)} ${word}`)
    .join(' / ');
}

/** Who manages the object, if somebody does. */
export function controllerLines(object: ApiObject): Lines {
  const owner = controllerOf(object);
  return owner ? [pair('Controlled By', `${owner.kind}/${owner.name}`)] : [];
}

/** The conditions of a workload's status, if it has any. */
export function conditionLines({ status }: ApiObject): Lines {
  const { conditions = [] } = (status ?? {}) as { readonly conditions?: readonly Condition[] };
  if (conditions.length === 0) return [];
  return [
    'Conditions:',
    '  Type\tStatus\tReason',
    '  ----\t------\t------',
    ...conditions.map(({ type, status, reason }) => `  ${type} \t${status}\t${reason ?? ''}`),
  ];
}
