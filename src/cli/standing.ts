import type { ApiObject, Claim, Pod, StatefulSet } from '../objects/index.ts';
import { controllerOf, isReady, isTerminating } from '../objects/index.ts';
import type { Cluster } from '../sandbox/index.ts';
import { list } from '../sandbox/index.ts';
import type { Standing } from './history.ts';
import type { RevisionNames } from './recording-lines.ts';
import { revisionOfPod, statusOf } from './recording-lines.ts';

/** Everything as it stands now, in the form of a recorded history's states (tests/golden/README.md). */
export function standingOf(cluster: Cluster, namespace: string, names: RevisionNames): Standing {
  const pods = list<Pod>(cluster, 'Pod', namespace);
  return {
    sts: byName(list<StatefulSet>(cluster, 'StatefulSet', namespace), (set) => ({
      replicas: set.spec.replicas,
      status: statusOf(set, names),
    })),
    pods: byName(pods, (pod) => podWords(pod, names)),
    pvcs: byName(list<Claim>(cluster, 'PersistentVolumeClaim', namespace), claimWords),
    nodes: byName(
      pods.filter((pod) => pod.spec.nodeName),
      (pod) => pod.spec.nodeName ?? '',
    ),
  };
}

function byName<T extends ApiObject, Shown>(objects: readonly T[], show: (object: T) => Shown): Record<string, Shown> {
  return Object.fromEntries(objects.map((object) => [object.metadata.name, show(object)]));
}

function podWords(pod: Pod, names: RevisionNames): string {
  const words = [
    revisionOfPod(pod, names) ?? pod.metadata.labels?.['pod-template-hash'] ?? '',
    pod.spec.containers[0]?.image ?? '',
    pod.status?.phase ?? 'Pending',
    isReady(pod) ? 'ready' : 'unready',
    isTerminating(pod) ? 'terminating' : '',
    controllerOf(pod) ? '' : 'orphan',
  ];
  return words.filter((word) => word !== '').join(' ');
}

function claimWords(claim: Claim): string {
  const owners = (claim.metadata.ownerReferences ?? []).map(({ kind, name }) => `${kind}/${name}`);
  const owned = owners.length > 0 ? `owners=${owners.join(',')}` : 'no-owner';
  return `${claim.status?.phase ?? 'Pending'} ${owned}${isTerminating(claim) ? ' terminating' : ''}`;
}
