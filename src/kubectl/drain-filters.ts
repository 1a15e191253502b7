import { get } from '../cluster/index.ts';
import type { Reader } from '../cluster/index.ts';
import type { Pod } from '../objects/index.ts';
import { controllerOf, hasEnded, isTerminating, keyFor, millisOf } from '../objects/index.ts';
import type { DrainManner } from './answer.ts';
import type { Moment } from './durations.ts';

/** Which pods of a node a drain sends away, what it warns of, and why it will not begin. */
export interface Sorted {
  readonly pods: readonly Pod[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

interface Verdict {
  readonly goes: boolean;
  readonly warning?: string;
  readonly error?: string;
}

const goes: Verdict = { goes: true };
const stays: Verdict = { goes: false };

type Filter = (pod: Pod, manner: DrainManner, cluster: Reader, now: Moment) => Verdict;

/** Mirror pods are sent by nobody: their node itself makes them. */
const filters: readonly Filter[] = [skipGoing, daemonSets, mirrors, localStorage, unmanaged];

/** Sorts the pods of a node (kubectl pkg/drain/filters.go); the last filter that says something has the word. */
export function sortPods(cluster: Reader, pods: readonly Pod[], manner: DrainManner, now: Moment): Sorted {
  const verdicts = pods.map((pod) => ({ pod, verdict: verdictOn(pod, manner, cluster, now) }));
  const named = (field: 'warning' | 'error'): readonly string[] => {
    const messages = new Map<string, string[]>();
    for (const { pod, verdict } of verdicts) {
      const message = verdict[field];
      if (message === undefined) continue;
      const { namespace = '', name } = pod.metadata;
      messages.set(message, [...(messages.get(message) ?? []), `${namespace}/${name}`]);
    }
    return [...messages].map(([message, names]) => `${message}: ${names.join(', ')}`);
  };
  return {
    pods: verdicts.flatMap(({ pod, verdict }) => (verdict.goes ? pod : [])),
    warnings: named('warning'),
    errors: named('error').map((error) => `cannot delete ${error}`),
  };
}

function verdictOn(pod: Pod, manner: DrainManner, cluster: Reader, now: Moment): Verdict {
  let verdict = goes;
  for (const filter of filters) {
    verdict = filter(pod, manner, cluster, now);
    if (!verdict.goes) return verdict;
  }
  return verdict;
}

function skipGoing(pod: Pod, { skipSeconds }: DrainManner, _: Reader, now: Moment): Verdict {
  const since = millisOf(pod.metadata.deletionTimestamp ?? '');
  return skipSeconds > 0 && isTerminating(pod) && now - since > skipSeconds * 1000 ? stays : goes;
}

function daemonSets(pod: Pod, { isForced, ignoresDaemonSets }: DrainManner, cluster: Reader): Verdict {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'DaemonSet' || hasEnded(pod)) return goes;
  if (!get(cluster, keyFor('DaemonSet', pod.metadata.namespace, owner.name))) {
    const gone = `daemonsets.apps "${owner.name}" not found`;
    return isForced ? { goes: true, warning: gone } : { goes: false, error: gone };
  }
  if (ignoresDaemonSets) return { goes: false, warning: 'ignoring DaemonSet-managed Pods' };
  return { goes: false, error: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
}

function mirrors({ metadata }: Pod): Verdict {
  return metadata.annotations?.['kubernetes.io/config.mirror'] === undefined ? goes : stays;
}

function localStorage(pod: Pod, { deletesEmptyDirs }: DrainManner): Verdict {
  const hasFiles = pod.spec.volumes?.some((volume) => volume['emptyDir'] !== undefined) ?? false;
  if (!hasFiles || hasEnded(pod)) return goes;
  if (deletesEmptyDirs) return { goes: true, warning: 'deleting Pods with local storage' };
  return { goes: false, error: 'Pods with local storage (use --delete-emptydir-data to override)' };
}

function unmanaged(pod: Pod, { isForced }: DrainManner): Verdict {
  if (controllerOf(pod) || hasEnded(pod)) return goes;
  if (isForced) return { goes: true, warning: 'deleting Pods that declare no controller' };
  return { goes: false, error: 'Pods that declare no controller (use --force to override)' };
}
