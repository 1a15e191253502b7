/**
 * How many pods of a kind lie on each node, kept along with every change instead of counted at every decision: the
 * scheduler asks this of thousands of pods. Derived from the objects alone, like the rest of the index.
 */
import { hasEnded, isTerminating, selects } from '../objects/index.ts';
import type { Labels, LabelSelector, ObjectKey, Pod } from '../objects/index.ts';
import { keysUnder } from './lookup.ts';
import type { Found } from './lookup.ts';
import { addTo } from './node-use.ts';
import { podTermsOf } from './pod-terms.ts';
import type { PodTerms } from './pod-terms.ts';

/** The pods of a namespace that all these selectors select, counted by node. */
export interface Tally {
  readonly namespace: string;
  readonly selectors: readonly LabelSelector[];
  readonly countsTerminating: boolean;
  readonly byNode: Map<string, number>;
}

/** Pods with the same wishes about other pods' company, counted by node. */
export interface Company {
  readonly namespace: string;
  readonly terms: PodTerms;
  readonly byNode: Map<string, number>;
}

/** All tallies that anybody has asked for, and all bound pods with wishes about company. */
export interface PodCounts {
  readonly tallies: Map<string, Tally>;
  /** `namespace label=value`, a pair that every counted pod has, or the namespace alone, to tallies. */
  readonly byPair: Map<string, Tally[]>;
  readonly companies: Map<string, Company>;
}

/** No counts yet. */
export function emptyCounts(): PodCounts {
  return { tallies: new Map(), byPair: new Map(), companies: new Map() };
}

/** `namespace label=value`, as pods and selectors are looked up. */
export function labelKey(namespace: string | undefined, label: string, value: string): string {
  return `${namespace} ${label}=${value}`;
}

/** Every pair of the labels, as it is looked up. */
export function pairsOf(namespace: string | undefined, labels: Labels = {}): readonly string[] {
  return Object.entries(labels).map(([label, value]) => labelKey(namespace, label, value));
}

/** Follows one change of one pod. */
export function followCounts(counts: PodCounts, before: Pod | undefined, after: Pod | undefined): void {
  const wasThere = before !== undefined && isThere(before);
  const isThereNow = after !== undefined && isThere(after);
  if (!wasThere && !isThereNow) return;
  if (wasThere && isThereNow && isSame(before, after)) return;
  if (wasThere) count(counts, before, -1);
  if (isThereNow) count(counts, after, 1);
}

function isThere(pod: Pod): boolean {
  return pod.spec.nodeName !== undefined && !hasEnded(pod);
}

function isSame(before: Pod, after: Pod): boolean {
  return (
    before.spec.nodeName === after.spec.nodeName &&
    before.metadata.labels === after.metadata.labels &&
    isTerminating(before) === isTerminating(after)
  );
}

function count({ byPair, companies }: PodCounts, pod: Pod, sign: 1 | -1): void {
  const { namespace = '', labels } = pod.metadata;
  const node = pod.spec.nodeName ?? '';
  if (pod.spec.affinity) countCompany(companies, pod, namespace, node, sign);
  if (byPair.size === 0) return;
  for (const pair of [namespace, ...pairsOf(namespace, labels)]) {
    for (const tally of byPair.get(pair) ?? []) if (belongs(tally, pod)) addTo(tally.byNode, node, sign);
  }
}

function countCompany(
  companies: PodCounts['companies'],
  pod: Pod,
  namespace: string,
  node: string,
  sign: 1 | -1,
): void {
  const terms = podTermsOf(pod);
  if (!terms) return;
  const name = `${namespace} ${terms.text}`;
  const company = companies.get(name) ?? { namespace, terms, byNode: new Map<string, number>() };
  addTo(company.byNode, node, sign);
  if (company.byNode.size === 0) companies.delete(name);
  else companies.set(name, company);
}

function belongs({ namespace, selectors, countsTerminating }: Tally, pod: Pod): boolean {
  const { labels, namespace: own } = pod.metadata;
  if (own !== namespace || (!countsTerminating && isTerminating(pod))) return false;
  return selectors.every((selector) => selects(selector, labels));
}

/** So many questions are kept; then all are forgotten and asked anew. */
const talliesMax = 500;

/** Where the pods are that a tally needs when it is asked for the first time. */
export interface PodSource {
  readonly podCounts: PodCounts;
  readonly byLabel: Found;
  readonly byKind: ReadonlyMap<string, Found>;
}

/** How many pods of the namespace, bound and not ended, the selectors select on each node. */
export function podsByNode(
  { podCounts, byLabel, byKind }: PodSource,
  objects: Readonly<Record<ObjectKey, unknown>>,
  asked: Omit<Tally, 'byNode'>,
): ReadonlyMap<string, number> {
  const { tallies, byPair } = podCounts;
  const { namespace, selectors, countsTerminating } = asked;
  const name = `${namespace} ${countsTerminating} ${selectors.map(textOf).join(' ')}`;
  const known = tallies.get(name);
  if (known) return known.byNode;
  if (tallies.size >= talliesMax) {
    tallies.clear();
    byPair.clear();
  }
  const tally: Tally = { ...asked, byNode: new Map() };
  const pair = pairIn(asked);
  for (const key of pair === undefined ? keysUnder(byKind.get('Pod'), namespace) : keysUnder(byLabel, pair)) {
    const pod = objects[key] as Pod;
    if (isThere(pod) && belongs(tally, pod)) addTo(tally.byNode, pod.spec.nodeName ?? '', 1);
  }
  tallies.set(name, tally);
  byPair.set(pair ?? namespace, [...(byPair.get(pair ?? namespace) ?? []), tally]);
  return tally.byNode;
}

const texts = new WeakMap<LabelSelector, string>();

function textOf(selector: LabelSelector): string {
  let text = texts.get(selector);
  if (text === undefined) {
    text = JSON.stringify(selector);
    texts.set(selector, text);
  }
  return text;
}

function pairIn({ namespace, selectors }: Omit<Tally, 'byNode'>): string | undefined {
  for (const { matchLabels = {} } of selectors) {
    for (const [label, value] of Object.entries(matchLabels)) return labelKey(namespace, label, value);
  }
  return undefined;
}
