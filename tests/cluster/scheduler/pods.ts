import { expect } from 'vitest';
import { decisionOf, get, spell } from '../../../src/cluster/index.ts';
import type { NodeSettings } from '../../../src/cluster/index.ts';
import { conditionOf } from '../../../src/objects/index.ts';
import type { Event, Pod } from '../../../src/objects/index.ts';
import type { World } from '../../world.ts';

/** A machine with 4 CPU and 8Gi in a zone, with more labels where a story needs them. */
export function machine(name: string, zone: string, labels: Readonly<Record<string, string>> = {}): NodeSettings {
  const own = { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': zone, ...labels };
  return { name, cpu: '4', memory: '8Gi', pods: 110, labels: own };
}

/** A pod's manifest: its spec besides the container as flow YAML, and its labels and container where they matter. */
export function pod(name: string, spec = '', labels = 'app: web', container = 'image: nginx'): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {${labels}}}
spec: {${spec === '' ? '' : `${spec}, `}containers: [{name: c, ${container}}]}
`;
}

/** The node on which the pod is. */
export function nodeOf({ cluster }: World, name: string): string | undefined {
  return get<Pod>(cluster, `Pod/default/${name}`)?.spec.nodeName;
}

/** The pod has no node, and its condition and its Event say why in these words. */
export function expectRefused(w: World, name: string, message: string): void {
  const found = get<Pod>(w.cluster, `Pod/default/${name}`)!;
  expect(found.spec.nodeName).toBeUndefined();
  const condition = conditionOf(found, 'PodScheduled');
  expect(condition).toMatchObject({ status: 'False', reason: 'Unschedulable', message });
  expect(eventsOf(w, name).map((event) => event.message)).toContain(message);
}

/** The scheduler's warnings about a pod, oldest first. */
export function eventsOf({ cluster }: World, name: string): readonly Event[] {
  const all = Object.values(cluster.state.objects).filter((object): object is Event => object.kind === 'Event');
  return all.filter(({ involvedObject, reason }) => involvedObject.name === name && reason === 'FailedScheduling');
}

/** What the scheduler last said about the pod: `does: … because …`. */
export function decision({ cluster }: World, name: string): string {
  const entry = decisionOf(cluster, 'scheduler', `default/${name}`);
  if (!entry) return 'nothing';
  return `${entry.kind}: ${spell(entry.what)}${entry.because ? ` because ${spell(entry.because)}` : ''}`;
}

/** Everything the scheduler has said that it did. */
export function said({ cluster }: World): readonly string[] {
  return cluster.state.log
    .filter(({ who, kind }) => who === 'scheduler' && kind === 'does')
    .map(({ what }) => spell(what));
}

/** The tail of a message where no pod could make room, and where some could if their priority were lower. */
export function tail(nodes: number, notHelpful: number): string {
  const reasons = [
    ...(notHelpful < nodes ? [`${nodes - notHelpful} No preemption victims found for incoming pod`] : []),
    ...(notHelpful > 0 ? [`${notHelpful} Preemption is not helpful for scheduling`] : []),
  ];
  return `no new claims to deallocate, preemption: 0/${nodes} nodes are available: ${reasons.sort().join(', ')}.`;
}
