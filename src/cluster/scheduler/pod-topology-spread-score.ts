/**
 * Models plugins/podtopologyspread/scoring.go and plugins/helper/spread.go: pods without constraints of their own are spread
 * too, apart from those of the same Services and of the same set.
 */
import { controllerOf, hasLabels, keyFor } from '../../objects/index.ts';
import type { LabelSelector, Node, ObjectKey, Pod, Service, TopologySpreadConstraint } from '../../objects/index.ts';
import { say } from '../log.ts';
import { keysUnder } from '../lookup.ts';
import { pairsOf, podsByNode } from '../pod-counts.ts';
import { get } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Cycle, Plugin } from './plugin.ts';
import { constraintsOf, isCounted, hasTopologies, matchingPods } from './spread-constraints.ts';

const hostname = 'kubernetes.io/hostname';

/** Every pod is spread over nodes and zones, softly (systemDefaultConstraints). */
const usual: readonly TopologySpreadConstraint[] = [
  { topologyKey: hostname, maxSkew: 3, whenUnsatisfiable: 'ScheduleAnyway' },
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5, whenUnsatisfiable: 'ScheduleAnyway' },
];

/** The fewer pods of its kind a node and its zone have, the better. */
export const spreadScore: NonNullable<Plugin['score']> = {
  weight: 2,
  of: (cycle, nodes) => {
    const { pod } = cycle;
    const isUsual = !pod.spec.topologySpreadConstraints?.length;
    const constraints = isUsual ? usual : constraintsOf(pod, 'ScheduleAnyway');
    if (constraints.length === 0) return undefined;
    const kin = isUsual ? kinOf(cycle) : undefined;
    if (isUsual && !kin) return undefined;
    const isLeftOut = (node: Node): boolean => !isUsual && !hasTopologies(node, constraints);
    const scored = nodes.filter((node) => !isLeftOut(node));
    const counts = constraints.map((constraint) => {
      const matching = kin ?? matchingPods(cycle.reader, pod, constraint);
      return counterOf(cycle, constraint, matching, scored, isUsual ? [] : constraints);
    });
    const raw = nodes.map((node) => (isLeftOut(node) ? -1 : Math.round(counts.reduce((sum, of) => sum + of(node), 0))));
    return turnedRound(raw);
  },
  because: (it) => say('of {count} nodes that can take it, {node} and its zone have the fewest pods of its kind', it),
};

/** How much a node's domain counts against it. */
function counterOf(
  { reader, pod }: Cycle,
  constraint: TopologySpreadConstraint,
  matching: ReadonlyMap<string, number>,
  scored: readonly Node[],
  required: readonly TopologySpreadConstraint[],
): (node: Node) => number {
  const { topologyKey, maxSkew } = constraint;
  const isByNode = topologyKey === hostname;
  const domains = new Map<string | undefined, number>();
  if (!isByNode) for (const { metadata } of scored) domains.set(metadata.labels?.[topologyKey], 0);
  const weight = Math.log((isByNode ? scored.length : domains.size) + 2);
  for (const node of isByNode ? [] : reader.index.nodes) {
    const count = matching.get(node.metadata.name);
    if (count === undefined) continue;
    const value = node.metadata.labels?.[topologyKey];
    const sum = domains.get(value);
    if (sum === undefined || !hasTopologies(node, required) || !isCounted(pod, node, constraint)) continue;
    domains.set(value, sum + count);
  }
  return ({ metadata: { name, labels } }) => {
    const value = labels?.[topologyKey];
    if (value === undefined) return 0;
    const count = isByNode ? (matching.get(name) ?? 0) : (domains.get(value) ?? 0);
    return count * weight + maxSkew - 1;
  };
}

/** The fewest come out highest; nodes that are left out come last. */
function turnedRound(raw: readonly number[]): readonly number[] {
  const counted = raw.filter((score) => score >= 0);
  const [most, least] = [Math.max(0, ...counted), Math.min(...counted)];
  return raw.map((score) => {
    if (score < 0) return 0;
    return most === 0 ? 100 : Math.floor((100 * (most + least - score)) / most);
  });
}

/** Where the pods are that the Services and the set of this one select (helper.DefaultSelector); nothing when none does. */
function kinOf({ reader, pod }: Cycle): ReadonlyMap<string, number> | undefined {
  const { namespace = '' } = pod.metadata;
  const selectors = [...servicesOf(reader, pod), ...ownerSelector(reader, pod)];
  if (selectors.length === 0) return undefined;
  return podsByNode(reader.index, reader.state.objects, { namespace, selectors, countsTerminating: false });
}

const selectorsOfServices = new WeakMap<object, LabelSelector>();

function servicesOf({ index, state }: Reader, { metadata }: Pod): readonly LabelSelector[] {
  if (index.servicesBySelector.size === 0) return [];
  const keys = new Set<ObjectKey>();
  for (const pair of pairsOf(metadata.namespace, metadata.labels)) {
    for (const key of keysUnder(index.servicesBySelector, pair)) keys.add(key);
  }
  return [...keys].sort().flatMap((key) => {
    const { selector } = (state.objects[key] as Service).spec;
    return selector && hasLabels(metadata.labels, selector) ? asSelector(selector) : [];
  });
}

/** The same object for the same selector, so that what is remembered of it is found again. */
function asSelector(matchLabels: NonNullable<Service['spec']['selector']>): LabelSelector {
  const known = selectorsOfServices.get(matchLabels) ?? { matchLabels };
  selectorsOfServices.set(matchLabels, known);
  return known;
}

const kindsOfSets = new Set(['StatefulSet', 'ReplicaSet']);

function ownerSelector(reader: Reader, pod: Pod): readonly LabelSelector[] {
  const owner = controllerOf(pod);
  if (!owner || !kindsOfSets.has(owner.kind)) return [];
  const set = get(reader, keyFor(owner.kind, pod.metadata.namespace, owner.name));
  const selector = (set?.spec as { readonly selector?: LabelSelector } | undefined)?.selector;
  return selector ? [selector] : [];
}
