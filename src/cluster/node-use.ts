/**
 * What pods ask of their nodes, and what is asked of a node in all.
 * Models component-helpers/resource/helpers.go (PodRequests, PodLimits) and scheduler/framework/types.go (NodeInfo). Left out: resizing
 * in place, devices shared out by claims.
 */
import { milliQuantity } from '../objects/index.ts';
import type { Container, Labels, Node, Pod } from '../objects/index.ts';

/** What a pod asks for, in thousandths. */
export interface Requests {
  readonly cpu: number;
  readonly memory: number;
  /** The same as scores count it: a container that asks for nothing is taken for 100m and 200 MB. */
  readonly scoredCpu: number;
  readonly scoredMemory: number;
  /** `ephemeral-storage` and whatever else a node may have. */
  readonly others: ReadonlyMap<string, number>;
  /** The ports of the machine that it takes, as `TCP 80 0.0.0.0`. */
  readonly ports: readonly string[];
}

/** What the pods on a node have asked for together. */
export interface NodeUse {
  pods: number;
  cpu: number;
  memory: number;
  scoredCpu: number;
  scoredMemory: number;
  readonly others: Map<string, number>;
  /** Ports of the machine to how many pods have each, which is one or a mistake. */
  readonly ports: Map<string, number>;
}

/** A node on which there is nothing. */
export const unused: Readonly<NodeUse> = emptyUse();

function emptyUse(): NodeUse {
  return { pods: 0, cpu: 0, memory: 0, scoredCpu: 0, scoredMemory: 0, others: new Map(), ports: new Map() };
}

/** Adds the pod to what its node has to bear, or takes it away. */
export function addUse(uses: Map<string, NodeUse>, pod: Pod, sign: 1 | -1): void {
  const name = pod.spec.nodeName ?? '';
  const use = uses.get(name) ?? emptyUse();
  const asked = requestsOf(pod);
  use.pods += sign;
  use.cpu += sign * asked.cpu;
  use.memory += sign * asked.memory;
  use.scoredCpu += sign * asked.scoredCpu;
  use.scoredMemory += sign * asked.scoredMemory;
  for (const [resource, amount] of asked.others) addTo(use.others, resource, sign * amount);
  for (const port of asked.ports) addTo(use.ports, port, sign);
  if (use.pods > 0) uses.set(name, use);
  else uses.delete(name);
}

/** Counts up or down; what has come to nothing is forgotten. */
export function addTo(counts: Map<string, number>, name: string, amount: number): void {
  const sum = (counts.get(name) ?? 0) + amount;
  if (sum === 0) counts.delete(name);
  else counts.set(name, sum);
}

/** What a pod asks for, and from what it was worked out. */
interface Known {
  readonly spec: Pod['spec'];
  readonly requests: Requests;
}

const known = new WeakMap<object, Known>();

/** What a pod asks for; remembered by its list of containers, which pods of one template share with all else that counts here. */
export function requestsOf({ spec }: Pod): Requests {
  const before = known.get(spec.containers);
  if (before && asksTheSame(before.spec, spec)) return before.requests;
  const requests = newRequests(spec);
  known.set(spec.containers, { spec, requests });
  return requests;
}

function asksTheSame(a: Pod['spec'], b: Pod['spec']): boolean {
  return a.initContainers === b.initContainers && a.resources === b.resources && a.overhead === b.overhead;
}

function newRequests(spec: Pod['spec']): Requests {
  const asked = totalOf(spec, 'requests', {});
  const scored = totalOf(spec, 'requests', { cpu: '100m', memory: String(200 * 2 ** 20) });
  const { containers, initContainers = [] } = spec;
  const others = new Map([...asked].filter(([resource, amount]) => amount > 0 && !isCommon.has(resource)));
  return {
    cpu: asked.get('cpu') ?? 0,
    memory: asked.get('memory') ?? 0,
    scoredCpu: scored.get('cpu') ?? 0,
    scoredMemory: scored.get('memory') ?? 0,
    others,
    ports: [...containers, ...initContainers.filter(isSidecar)].flatMap(portsOf),
  };
}

const isCommon = new Set(['cpu', 'memory']);

/** What a pod may use at most, by resource, in thousandths. */
export function limitsOf({ spec }: Pod): ReadonlyMap<string, number> {
  return totalOf(spec, 'limits', {});
}

function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always';
}

function portsOf({ ports = [] }: Container): readonly string[] {
  return ports.flatMap(({ hostPort, protocol = 'TCP', hostIP }) =>
    hostPort ? `${protocol} ${hostPort} ${hostIP || '0.0.0.0'}` : [],
  );
}

/**
 * All containers run together, with the sidecars; before them each init container ran alone, beside those sidecars that
 * were started before it. A pod needs room for the more demanding of the two times.
 */
function totalOf(
  { containers, initContainers = [], resources, overhead = {} }: Pod['spec'],
  list: 'requests' | 'limits',
  usual: Labels,
): Amounts {
  const total: Amounts = new Map();
  const sidecars: Amounts = new Map();
  let most: Amounts = new Map();
  for (const container of containers) add(total, amountsIn(container, list, usual));
  for (const container of initContainers) {
    const alone = new Map(sidecars);
    add(alone, amountsIn(container, list, usual));
    most = larger(most, alone);
    if (!isSidecar(container)) continue;
    add(sidecars, amountsIn(container, list, usual));
    add(total, amountsIn(container, list, usual));
  }
  const needed = larger(total, most);
  for (const [resource, amount] of amountsOf(resources?.[list] ?? {})) needed.set(resource, amount);
  const isUnlimited = (resource: string): boolean => list === 'limits' && !needed.get(resource);
  add(needed, new Map([...amountsOf(overhead)].filter(([resource]) => !isUnlimited(resource))));
  return needed;
}

type Amounts = Map<string, number>;

function amountsIn({ resources }: Container, list: 'requests' | 'limits', usual: Labels): Amounts {
  return amountsOf({ ...usual, ...resources?.[list] });
}

function amountsOf(amounts: Labels): Amounts {
  return new Map(Object.entries(amounts).map(([resource, amount]) => [resource, milliQuantity(amount)]));
}

function add(to: Amounts, amounts: Amounts): void {
  for (const [resource, amount] of amounts) to.set(resource, (to.get(resource) ?? 0) + amount);
}

function larger(a: Amounts, b: Amounts): Amounts {
  const resources = new Set([...a.keys(), ...b.keys()]);
  return new Map([...resources].map((each) => [each, Math.max(a.get(each) ?? 0, b.get(each) ?? 0)]));
}

/** What a node has to give, in thousandths but for the number of pods. */
export interface Allocatable {
  readonly pods: number;
  readonly cpu: number;
  readonly memory: number;
  /** Everything, by name. */
  readonly all: ReadonlyMap<string, number>;
}

const allocatables = new WeakMap<object, Allocatable>();
const nothing: Labels = {};

/** What the node has to give; remembered as long as its status names the same amounts. */
export function allocatableOf({ status }: Node): Allocatable {
  const amounts = status?.allocatable ?? nothing;
  const before = allocatables.get(amounts);
  if (before) return before;
  const all = amountsOf(amounts);
  const pods = Number(amounts['pods'] ?? 110);
  const found = { pods, cpu: all.get('cpu') ?? 0, memory: all.get('memory') ?? 0, all };
  allocatables.set(amounts, found);
  return found;
}
