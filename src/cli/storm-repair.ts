/**
 * What a human does when a storm is over. Kubernetes heals most of what a storm leaves behind; the rest is listed here, each with
 * the reason why the real controller waits for a hand, and nothing else is done: a set that needs more is a finding.
 */
import type { ApiObject, Claim, Pod, StatefulSet } from '../objects/index.ts';
import {
  claimName,
  claimNames,
  firstOrdinal,
  hasEnded,
  isControlledBy,
  isRunningAndReady,
  isTerminating,
} from '../objects/index.ts';
import { parentAndOrdinal, podName } from '../objects/index.ts';
import type { Act, Cluster } from '../sandbox/index.ts';
import { get, list } from '../sandbox/index.ts';
import { goodTag, isBad } from './storm-manifests.ts';

/** Heals what is broken first; nothing when all is well. */
export function healing({ state }: Cluster): readonly Act[] {
  const [target] = Object.keys(state.faults);
  return target === undefined ? [] : [{ line: `ordinal heal ${target.replace('pod/default/', 'pod/')}` }];
}

/** The one set of a storm. */
export function setOf(cluster: Cluster): StatefulSet | undefined {
  return get<StatefulSet>(cluster, 'StatefulSet/default/kubia');
}

/** A set that is not there is applied again. */
export function comeBack(cluster: Cluster, calm: Act): readonly Act[] {
  return setOf(cluster) ? [] : [calm];
}

/** Puts a good image back, and the partition out of the way: below it pods would come back as they were. */
export function goodTemplate(cluster: Cluster): readonly Act[] {
  const containers = [{ name: 'kubia', image: `luksa/kubia-pet:${goodTag}` }];
  const isRolling = setOf(cluster)?.spec.updateStrategy.type === 'RollingUpdate';
  const spec = {
    ...(isRolling && { updateStrategy: { rollingUpdate: { partition: 0 } } }),
    template: { spec: { containers } },
  };
  return [{ line: `kubectl patch sts kubia -p '${JSON.stringify({ spec })}'` }];
}

/** What nobody but a human can put right now. */
export function handsOn(cluster: Cluster): readonly Act[] {
  const set = setOf(cluster);
  if (!set) return [];
  const [knot] = list<Pod>(cluster, 'Pod', 'default').filter((pod) => isKnotted(cluster, pod));
  if (knot) return [{ line: `kubectl patch pod ${knot.metadata.name} -p '{"metadata":{"finalizers":null}}'` }];
  const pods = list<Pod>(cluster, 'Pod', 'default').filter((pod) => !isTerminating(pod));
  const stuck = pods.filter(
    (pod) => isForeign(set, pod) || isBroken(cluster, set, pod) || isUnlike(set, pod) || isShutOut(cluster, pod),
  );
  // A set that is deleted with its dependents waits for its claims, and they for the released pods that still use them.
  const going = isTerminating(set)
    ? pods.filter((pod) => isForeign(set, pod))
    : [...new Set([...stuck, ...blockedRemovals(set, pods)])];
  if (going.length > 0)
    return going.map(({ metadata }) => ({ line: `kubectl delete pod ${metadata.name} --wait=false` }));
  return isStalled(cluster, set)
    ? [{ line: `kubectl annotate sts kubia looked-at=${cluster.state.now} --overwrite` }]
    : [];
}

/** Released by its label, a pod keeps its name, and so its successor cannot be created (basic/52). */
function isForeign(set: StatefulSet, pod: Pod): boolean {
  const isNamed = parentAndOrdinal(pod.metadata.name).parent === set.metadata.name;
  return isNamed && !pod.metadata.ownerReferences?.length && pod.metadata.labels?.['app'] !== 'kubia';
}

/**
 * Forced rollback: in OrderedReady the controller waits for the broken pod before it comes to the update that would replace it
 * (basic/18); with OnDelete it never replaces one (basic/17), and with the gate open broken pods use up maxUnavailable
 * (updateStatefulSetAfterInvariantEstablished). Parallel must do this by itself.
 */
function isBroken({ state }: Cluster, set: StatefulSet, pod: Pod): boolean {
  const { podManagementPolicy, updateStrategy } = set.spec;
  const hasBudget = state.settings.gates['MaxUnavailableStatefulSet'] === true;
  const isLeftAlone = hasBudget || podManagementPolicy === 'OrderedReady' || updateStrategy.type === 'OnDelete';
  return (
    isLeftAlone &&
    isControlledBy(pod, set) &&
    isInRange(set, pod) &&
    pod.spec.containers.some(({ image }) => isBad(image))
  );
}

/**
 * A kubelet mounts no claim that is being deleted (desired_state_of_world_populator.go), not for a new pod and not for one that its machine
 * starts again after a boot; and the claim is kept while the pod that waits for it has a node.
 */
function isShutOut(cluster: Cluster, pod: Pod): boolean {
  const claims = claimNames(pod).map((name) => get<Claim>(cluster, `PersistentVolumeClaim/default/${name}`));
  return !isRunningAndReady(pod) && claims.some((claim) => claim !== undefined && isTerminating(claim));
}

/**
 * Deleted in the foreground, a pod waits for the claims that are to go with it, and they are kept as long as there is a pod that has them
 * (pvc_protection_controller.go, podUsesPVC: only ephemeral volumes are let go before).
 */
function isKnotted(cluster: Cluster, pod: Pod): boolean {
  const { finalizers = [], uid } = pod.metadata;
  const isOwn = (claim: Claim): boolean => claim.metadata.ownerReferences?.some((owner) => owner.uid === uid) ?? false;
  const claims = list<Claim>(cluster, 'PersistentVolumeClaim', 'default').filter(isOwn);
  return isTerminating(pod) && finalizers.includes('foregroundDeletion') && claims.some(isTerminating);
}

/** An adopted pod of a set with other claim templates can never be made to mount the claims: its volumes are immutable. */
function isUnlike(set: StatefulSet, pod: Pod): boolean {
  const { ordinal } = parentAndOrdinal(pod.metadata.name);
  const wanted = (set.spec.volumeClaimTemplates ?? []).map((template) => claimName(set, template, ordinal));
  return isControlledBy(pod, set) && isInRange(set, pod) && !wanted.every((name) => claimNames(pod).includes(name));
}

/** Two unready pods that are both to be scaled away block each other for good (basic/09). */
function blockedRemovals(set: StatefulSet, pods: readonly Pod[]): readonly Pod[] {
  if (set.spec.podManagementPolicy === 'Parallel') return [];
  const condemned = pods.filter((pod) => isControlledBy(pod, set) && !isInRange(set, pod) && !isRunningAndReady(pod));
  return condemned.length > 1 ? condemned : [];
}

/**
 * Scaled down and up again, a set waits for a claim that goes with its old pod, and nothing wakes it then (basic/93 and 94): no
 * controller of sets hears of claims, in Parallel no more than in order.
 */
function isStalled(cluster: Cluster, set: StatefulSet): boolean {
  const { replicas, persistentVolumeClaimRetentionPolicy: policy } = set.spec;
  if (policy?.whenScaled !== 'Delete' || !isQuiet(cluster)) return false;
  const pods = Array.from({ length: replicas }, (_, place) =>
    get<Pod>(cluster, `Pod/default/${podName(set, firstOrdinal(set) + place)}`),
  );
  const first = pods.findIndex((pod) => !pod || !isRunningAndReady(pod));
  return first >= 0 && !pods[first];
}

function isInRange(set: StatefulSet, pod: ApiObject): boolean {
  const place = parentAndOrdinal(pod.metadata.name).ordinal - firstOrdinal(set);
  return place >= 0 && place < set.spec.replicas;
}

/** Is everything as the set wants it? Otherwise a sentence that says what is not. */
export function unhealed(cluster: Cluster): string | undefined {
  const set = setOf(cluster);
  if (!set) return 'there is no set';
  if (isTerminating(set)) return 'the set is still being deleted';
  const { spec, status, metadata } = set;
  const {
    readyReplicas = 0,
    updatedReplicas = 0,
    replicas,
    availableReplicas,
    currentRevision,
    updateRevision,
  } = status ?? {};
  if (status?.observedGeneration !== metadata.generation) return 'the controller has not seen the last change';
  const counts = {
    replicas,
    readyReplicas,
    availableReplicas,
    ...(spec.updateStrategy.type === 'RollingUpdate' && { updatedReplicas }),
  };
  const short = Object.entries(counts).find(([, count]) => count !== spec.replicas);
  if (short) return `${short[0]} is ${short[1]} of ${spec.replicas}`;
  if (spec.updateStrategy.type === 'RollingUpdate' && currentRevision !== updateRevision)
    return 'the update is not complete';
  const ended = list<Pod>(cluster, 'Pod', 'default').find(
    (pod) => isControlledBy(pod, set) && (hasEnded(pod) || isTerminating(pod)),
  );
  return ended && `${ended.metadata.name} has ended`;
}

/** Is nothing due but heartbeats? */
function isQuiet({ state }: Cluster): boolean {
  return state.due.every(({ periodic }) => periodic);
}
