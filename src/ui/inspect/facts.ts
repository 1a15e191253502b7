import type { ApiObject, Claim, Cluster, Node, ObjectKey, Pod, Volume } from '../../sandbox/index.ts';
import { get, keyFor, podsOnNode, podsWithClaim } from '../../sandbox/index.ts';
import * as words from '../paraglide/messages.js';
import type { Fact, Section } from './fact.ts';
import { fact } from './fact.ts';
import { conditionFacts, containerFacts } from './container-facts.ts';
import { nameFacts } from './name-facts.ts';
import { leaseFacts } from './lease-facts.ts';
import { dataFacts, mountFacts } from './volume-facts.ts';

/** What is so with an object, in sections; nothing for kinds whose YAML says it all. */
export function sectionsOf(cluster: Cluster, object: ApiObject): readonly Section[] {
  const sections = byKind[object.kind]?.(cluster, object) ?? [];
  return sections.filter(({ facts }) => facts.length > 0);
}

const byKind: Readonly<Record<string, (cluster: Cluster, object: ApiObject) => readonly Section[]>> = {
  Pod: (cluster, object) => podSections(cluster, object as Pod),
  Node: (cluster, object) => nodeSections(cluster, object as Node),
  PersistentVolume: (cluster, object) => volumeSections(cluster, object as Volume),
  PersistentVolumeClaim: (cluster, object) => claimSections(cluster, object as Claim),
};

function podSections(cluster: Cluster, pod: Pod): readonly Section[] {
  const { status, spec, metadata } = pod;
  const claims = (spec.volumes ?? []).flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? []);
  const keyOfClaim = (name: string): ObjectKey => keyFor('PersistentVolumeClaim', metadata.namespace, name);
  return [
    {
      title: words.facts_state(),
      facts: [
        ...fact('phase', status?.phase, { ...(status?.message && { more: status.message }) }),
        ...fact('reason', status?.reason),
        ...fact('node', spec.nodeName, { key: keyFor('Node', undefined, spec.nodeName ?? '') }),
        ...fact('podIP', status?.podIP),
        ...fact('qosClass', status?.qosClass),
        ...claims.map((name) => ({ name: 'claim', value: name, key: keyOfClaim(name) })),
      ],
    },
    { title: words.facts_name(), facts: nameFacts(cluster, pod) },
    ...containerFacts(cluster, pod),
    { title: words.facts_conditions(), facts: conditionFacts(status?.conditions) },
  ];
}

function nodeSections(cluster: Cluster, node: Node): readonly Section[] {
  const { metadata, spec, status } = node;
  const taints = (spec.taints ?? []).map((taint) => ({
    name: taint.effect,
    value: `${taint.key}${taint.value ? `=${taint.value}` : ''}`,
  }));
  const pods = podsOnNode(cluster, metadata.name).map((pod) => podFact(pod));
  const room = Object.entries(status?.allocatable ?? {}).map(([name, value]) => ({ name, value }));
  return [
    { title: words.facts_lease(), facts: leaseFacts(cluster, metadata.name) },
    { title: words.facts_conditions(), facts: conditionFacts(status?.conditions) },
    { title: words.facts_taints(), facts: taints },
    { title: words.facts_pods(), facts: pods },
    { title: words.facts_room(), facts: room },
  ];
}

function podFact({ metadata: { namespace, name, deletionTimestamp }, status }: Pod): Fact {
  const value = deletionTimestamp ? 'Terminating' : (status?.phase ?? '');
  return { name: value, value: name, key: keyFor('Pod', namespace, name) };
}

function volumeSections(cluster: Cluster, volume: Volume): readonly Section[] {
  const { spec, status, metadata } = volume;
  const { claimRef } = spec;
  const claim = claimRef?.name && { key: keyFor('PersistentVolumeClaim', claimRef.namespace, claimRef.name) };
  return [
    {
      title: words.facts_state(),
      facts: [
        ...fact('phase', status?.phase, { ...(status?.message && { more: status.message }) }),
        ...fact('claim', claimRef?.name, claim || {}),
        ...fact('capacity', spec.capacity?.['storage']),
        ...fact('accessModes', spec.accessModes?.join(', ')),
        ...fact('reclaimPolicy', spec.persistentVolumeReclaimPolicy),
        ...fact('storageClass', spec.storageClassName),
      ],
    },
    { title: words.facts_mounts(), facts: mountFacts(cluster, metadata.name) },
    { title: words.facts_data(), facts: dataFacts(cluster, volume) },
  ];
}

function claimSections(cluster: Cluster, claim: Claim): readonly Section[] {
  const { spec, status, metadata } = claim;
  const { volumeName = '' } = spec;
  const volume = get<Volume>(cluster, keyFor('PersistentVolume', undefined, volumeName));
  return [
    {
      title: words.facts_state(),
      facts: [
        ...fact('phase', status?.phase),
        ...fact('volume', volumeName, { key: keyFor('PersistentVolume', undefined, volumeName) }),
        ...fact('capacity', status?.capacity?.['storage']),
        ...fact('requests', spec.resources?.requests?.['storage']),
        ...fact('accessModes', spec.accessModes?.join(', ')),
        ...fact('storageClass', spec.storageClassName),
      ],
    },
    {
      title: words.facts_pods(),
      facts: podsWithClaim(cluster, metadata.namespace ?? '', metadata.name).map(podFact),
    },
    ...(volume
      ? [
          { title: words.facts_mounts(), facts: mountFacts(cluster, volumeName) },
          { title: words.facts_data(), facts: dataFacts(cluster, volume) },
        ]
      : []),
  ];
}
