/**
 * Marks lost nodes so that their pods are evicted, zone by zone and not all at once: when many nodes are lost, it is rather the
 * network. Models pkg/controller/nodelifecycle/node_lifecycle_controller.go (doNoExecuteTaintingPass, handleDisruption) and
 * scheduler/rate_limited_queue.go. Left out: nodes that are excluded by their label.
 */
import { conditionOf, keyOf } from '../../objects/index.ts';
import type { Millis, Node, Taint } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { isOwnNoExecute, taintKeys, withTaints } from '../taints.ts';
import { calm, hold, memoryOf, timedPart } from './timed.ts';

interface Look {
  readonly reader: Reader;
  readonly nodes: readonly Node[];
  /** When a node of each zone was last tainted. */
  readonly lastAt: Readonly<Record<string, Millis>>;
}

const passMs = 100;
const all = 'nodes';

/** The part that taints lost nodes, one instance for all. */
export const zoneTainter = timedPart<Look>({
  name: 'zone-tainter',
  lateMs: passMs,
  wakesOn: { Node: hear },
  look: (reader) => ({
    reader,
    nodes: reader.index.nodes,
    lastAt: (memoryOf(reader, 'zone-tainter', all)['lastAt'] as Look['lastAt'] | undefined) ?? {},
  }),
  steps: { taint },
});

function hear({ type, object, before }: Change, { state }: Reader): readonly Wake[] {
  if (state.settings.era !== 'current') return [];
  const [node, old] = [object as Node, before as Node | undefined];
  const isNews = type === 'modified' ? readyOf(node) !== readyOf(old) : type === 'deleted' || !isUp(node);
  return isNews ? [{ of: all }] : [];
}

function readyOf(node: Node | undefined): string | undefined {
  return node && conditionOf(node, 'Ready')?.status;
}

function isUp(node: Node): boolean {
  return readyOf(node) === 'True';
}

function taint(look: Look): Answer {
  const { reader, nodes } = look;
  const zones = zonesOf(nodes);
  if (nodes.length > 0 && !nodes.some(isUp)) return stopAll(look);
  const { now } = reader.state;
  const lastAt: Record<string, Millis> = { ...look.lastAt };
  const deeds: Deed[] = [];
  let held: { readonly node: Node; readonly at: Millis; readonly because: Sentence } | undefined;
  for (const node of lost(nodes)) {
    const zone = zoneOf(node);
    const rate = rateOf(zone, zones.get(zone) ?? []);
    const at = (lastAt[zone] ?? -Infinity) + rate.everyMs;
    if (rate.everyMs < Infinity && at <= now) {
      deeds.push(drive(reader, node));
      lastAt[zone] = now;
    } else if (!held || at < held.at) held = { node, at, because: rate.because };
  }
  if (!held) return { do: deeds, signal: calm(normalMs, { lastAt: recent(lastAt, now) }) };
  const { node, at, because } = held;
  const memory = { lastAt };
  return {
    do: deeds,
    then: {
      wait: say('{node} is not tainted for eviction yet', { node: node.metadata.name }),
      because,
      object: keyOf(node),
      signal: at === Infinity ? calm(normalMs, memory) : hold(at - now, memory),
    },
  };
}

function recent(lastAt: Readonly<Record<string, Millis>>, now: Millis): Readonly<Record<string, Millis>> {
  return Object.fromEntries(Object.entries(lastAt).filter(([, at]) => at + slowMs > now));
}

const zoneLabel = 'topology.kubernetes.io/zone';

function zoneOf({ metadata }: Node): string {
  return metadata.labels?.[zoneLabel] ?? '';
}

function zonesOf(nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const zones = new Map<string, Node[]>();
  for (const node of nodes) {
    const zone = zones.get(zoneOf(node));
    if (zone) zone.push(node);
    else zones.set(zoneOf(node), [node]);
  }
  return zones;
}

/** The lost nodes whose pods have not been told to go, the first lost first. */
function lost(nodes: readonly Node[]): readonly Node[] {
  const since = (node: Node): string => conditionOf(node, 'Ready')?.lastTransitionTime ?? '';
  return nodes
    .filter((node) => ['False', 'Unknown'].includes(readyOf(node) ?? '') && !hasItsTaint(node))
    .sort((a, b) => since(a).localeCompare(since(b)) || a.metadata.name.localeCompare(b.metadata.name));
}

function keyFor(node: Node): string {
  return readyOf(node) === 'Unknown' ? taintKeys.unreachable : taintKeys.notReady;
}

function hasItsTaint(node: Node): boolean {
  return node.spec.taints?.some((taint) => isOwnNoExecute(taint) && taint.key === keyFor(node)) ?? false;
}

const normalMs = 10_000;
const slowMs = 100_000;
const smallZone = 50;

interface Rate {
  readonly everyMs: Millis;
  readonly because: Sentence;
}

/** How often a node of the zone is tainted (ComputeZoneState, ReducedQPSFunc). */
function rateOf(zone: string, nodes: readonly Node[]): Rate {
  const down = nodes.filter((node) => !isUp(node)).length;
  const isPartly = down < nodes.length && down > 2 && down / nodes.length >= 0.55;
  if (!isPartly)
    return { everyMs: normalMs, because: say('of a zone one node in {seconds} s is', { seconds: normalMs / 1000 }) };
  const it = { down, count: nodes.length, zone };
  if (nodes.length > smallZone) {
    return {
      everyMs: slowMs,
      because: say('{down} of the {count} nodes of {zone} are down, so only one in {seconds} s is', {
        ...it,
        seconds: slowMs / 1000,
      }),
    };
  }
  return {
    everyMs: Infinity,
    because: say('{down} of the {count} nodes of {zone} are down: it is rather the network', it),
  };
}

/** One of the two taints takes the other's place (SwapNodeControllerTaint). */
function drive(reader: Reader, node: Node): Deed {
  const taint: Taint = { key: keyFor(node), effect: 'NoExecute', timeAdded: nowOf(reader) };
  const others = (node.spec.taints ?? []).filter((each) => !isOwnNoExecute(each));
  return {
    what: say('taints {node} with {taint}', { node: node.metadata.name, taint: `${taint.key}:${taint.effect}` }),
    because: say('its condition {condition} is {status}', { condition: 'Ready', status: readyOf(node) ?? '' }),
    writes: [{ verb: 'update', object: withTaints(node, [...others, taint]) }],
    object: keyOf(node),
  };
}

/** With no node left it is rather the control plane that is cut off: nothing is evicted, and what was begun is taken back. */
function stopAll({ nodes }: Look): Answer {
  const marked = nodes.filter(({ spec }) => spec.taints?.some(isOwnNoExecute));
  const because = say('no node is Ready');
  return {
    do: marked.map((node): Deed => {
      const taints = (node.spec.taints ?? []).filter((taint) => !isOwnNoExecute(taint));
      const what = say('takes the taints for eviction off {node}', { node: node.metadata.name });
      return { what, because, writes: [{ verb: 'update', object: withTaints(node, taints) }], object: keyOf(node) };
    }),
    then: { wait: say('no pod is evicted: it is rather the control plane that is cut off'), because },
  };
}
