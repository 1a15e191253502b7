/**
 * What a kubelet does when it reaches the API server again, or for the first time after its machine has booted.
 * Models pkg/kubelet/kubelet_node_status.go (registering, the Ready condition), status/status_manager.go (what it had not told) and
 * kubelet_pods.go, HandlePodCleanups (what must not run any more). Left out: what changed on the machine itself.
 */
import { hasEnded, isTerminating, keyFor, keyOf } from '../objects/index.ts';
import type { Condition, Node, Pod } from '../objects/index.ts';
import { nowOf } from './store.ts';
import { apartOn, workerOf } from './apart.ts';
import { unmounting } from './kubelet/mounts.ts';
import { newNode } from './new-node.ts';
import { healthyConditions } from './node-conditions.ts';
import { say } from './log.ts';
import type { Answer, Call, Deed } from './part.ts';
import { get, podsOnNode } from './read.ts';
import type { Reader } from './read.ts';
import type { MachineState } from './state.ts';

/** A machine as its part sees it; its Node object may have been deleted. */
export interface NodeLook {
  readonly reader: Reader;
  readonly name: string;
  readonly node: Node | undefined;
}

/** Says that the machine is there, tells what happened meanwhile, and hears what it missed. */
export function reportBack(look: NodeLook): Answer {
  const { reader, name } = look;
  const known = apartOn(reader.state, name);
  const report: Call = [`volume-manager:${name}`, { type: 'wake' }];
  const deeds = [...sayReady(look), ...known.flatMap((of) => tell(reader, of))];
  return { do: [...deeds, { writes: [{ verb: 'reachAgain', node: name }], tells: [...missed(reader, name), report] }] };
}

/** A kubelet registers its Node only when it starts: after a boot, that is. */
function sayReady({ reader, name, node }: NodeLook): readonly Deed[] {
  const what = say('{node} is back', { node: name });
  const object = keyFor('Node', undefined, name);
  const hasBooted = reader.state.machines[`node:${name}`]?.context['hasBooted'] === true;
  if (!node) return hasBooted ? register(reader, name) : [{ what, writes: [], object }];
  const now = nowOf(reader);
  const status = { ...node.status, conditions: healthyConditions(now, node.status?.conditions) };
  const wasReady = isReady(node);
  const about = { about: node, reason: 'NodeReady', message: `Node ${name} status is now: NodeReady` };
  const writes = [{ verb: 'update', object: { ...node, status }, subresource: 'status' }] as const;
  return [{ what, writes, object, ...(!wasReady && { event: about }) }];
}

function isReady({ status }: Node): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

function register(reader: Reader, name: string): readonly Deed[] {
  const place = reader.state.settings.nodes.findIndex((settings) => settings.name === name);
  const settings = reader.state.settings.nodes[place];
  if (!settings) return [];
  const object = newNode(settings, place, nowOf(reader));
  return [{ what: say('{node} registers itself again', { node: name }), writes: [{ verb: 'create', object }] }];
}

function isOn({ context }: MachineState, node: string): boolean {
  return context['node'] === node;
}

/** What the kubelet knew of a pod and had not told; what the API server has ended stays ended. */
function tell(reader: Reader, of: string): readonly Deed[] {
  const own = reader.state.apart[of]!;
  const pod = get<Pod>(reader, keyOf(own));
  const { name, uid } = own.metadata;
  const object = keyOf(own);
  if (!pod || pod.metadata.uid !== uid) {
    const because = say('its pod is gone');
    const stopped = { what: say('the containers of {pod} are stopped', { pod: name }), because, writes: [], object };
    return [stopped, unmounting(reader, own)];
  }
  const hasStopped = !(`kubelet:${of}` in reader.state.machines);
  const status = hasEnded(pod) ? pod.status : { ...own.status, conditions: merged(own, pod) };
  const deeds: Deed[] = [
    { writes: [{ verb: 'update', object: { ...unversioned(pod), status }, subresource: 'status' }] },
  ];
  if (hasStopped && isTerminating(pod)) {
    const because = say('its containers are gone');
    const removal = { verb: 'delete', key: object, graceSeconds: 0, ...(uid !== undefined && { uid }) } as const;
    deeds.push({ what: say('{pod} is removed', { pod: name }), because, writes: [removal], object });
  }
  return deeds;
}

function unversioned(pod: Pod): Pod {
  const { resourceVersion: _, ...metadata } = pod.metadata;
  return { ...pod, metadata };
}

/** The kubelet's own conditions, and those of others that it leaves alone; what is to go does not become Ready again. */
function merged(own: Pod, pod: Pod): readonly Condition[] {
  const isLeft = ({ type }: Condition): boolean => type === 'Ready' && isTerminating(pod);
  const mine = (own.status?.conditions ?? []).filter((condition) => !isLeft(condition));
  const others = (pod.status?.conditions ?? []).filter(
    ({ type }) => !mine.some((condition) => condition.type === type),
  );
  return [...mine, ...others];
}

/** The signals for what it had no ear for: pods that came, are to go or are gone; the others look again at what may have changed. */
function* missed(reader: Reader, node: string): Generator<Call> {
  const { machines } = reader.state;
  for (const id of Object.keys(machines).sort()) {
    if (!isOn(machines[id]!, node)) continue;
    const [namespace, name = '', uid] = id.slice(id.indexOf(':') + 1).split('/');
    const pod = get<Pod>(reader, keyFor('Pod', namespace, name));
    if (!pod || pod.metadata.uid !== uid) yield [id, { type: 'forget' }];
    else if (!isTerminating(pod)) yield [id, { type: 'wake' }];
  }
  for (const pod of podsOnNode(reader, node)) {
    const id = `kubelet:${workerOf(pod)}`;
    if (hasEnded(pod)) continue;
    if (!(id in machines)) yield [id, { type: 'wake' }];
    const { deletionGracePeriodSeconds: grace } = pod.metadata;
    const graceMs = (grace ?? 0) * 1000;
    const memory = { graceMs, killAt: reader.state.now + graceMs };
    if (grace !== undefined) yield [id, { type: 'delete', memory }];
  }
}
