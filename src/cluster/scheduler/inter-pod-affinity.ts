/**
 * Models plugins/interpodaffinity/filtering.go and plugin.go; its score has a file of its own. Upstream walks through all
 * pods; here they are counted by node already (pod-counts.ts).
 */
import type { Node, Pod, PodAffinityTerm } from '../../objects/index.ts';
import { podTermsOf } from '../pod-terms.ts';
import type { Reader } from '../read.ts';
import { interPodScore } from './inter-pod-affinity-score.ts';
import type { Cycle, Plugin, Refusal } from './plugin.ts';
import { labelsOfNode, matchesPod, podsOfTerms } from './pod-company.ts';

const noCompany: Refusal = { reasons: ["node(s) didn't match pod affinity rules"], isFinal: true };
const unwanted: Refusal = { reasons: ["node(s) didn't match pod anti-affinity rules"] };
const unwelcome: Refusal = { reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"] };

/** Pods that must be near others, or far from them. */
export const interPodAffinity: Plugin = {
  name: 'InterPodAffinity',
  filter: ({ reader, pod }) => {
    const { withAll = [], without = [] } = podTermsOf(pod) ?? {};
    const existing = placesOfOthers(reader, pod);
    if (withAll.length + without.length + existing.size === 0) return undefined;
    const isNear = nearFilter({ reader, pod }, withAll);
    const avoided = new Set(without.flatMap((term) => placesOfTerms(reader, pod, [term])));
    return (node) => {
      if (!isNear(node)) return noCompany;
      if (isAmong(node, without, avoided)) return unwanted;
      return isAmong(node, undefined, existing) ? unwelcome : undefined;
    };
  },
  score: interPodScore,
};

/** `zone=zone-a`: a place, as terms name them. */
function placeOf(key: string, value: string): string {
  return `${key}=${value}`;
}

/** Where the pods are that all these terms want, by the topology of each term. */
function placesOfTerms(reader: Reader, pod: Pod, terms: readonly PodAffinityTerm[]): readonly string[] {
  return placesOn(reader, podsOfTerms(reader, pod.metadata.namespace ?? '', terms).keys(), terms);
}

function placesOn(reader: Reader, nodes: Iterable<string>, terms: readonly PodAffinityTerm[]): readonly string[] {
  return [...nodes].flatMap((name) => {
    const labels = labelsOfNode(reader, name);
    return terms.flatMap(({ topologyKey: key }) => (labels[key] === undefined ? [] : placeOf(key, labels[key])));
  });
}

/** The first of a group that wants each other's company goes anywhere. */
function nearFilter({ reader, pod }: Cycle, terms: readonly PodAffinityTerm[]): (node: Node) => boolean {
  if (terms.length === 0) return () => true;
  const places = new Set(placesOfTerms(reader, pod, terms));
  const isFirst = places.size === 0 && terms.every((term) => matchesPod(reader, term, pod.metadata.namespace, pod));
  return ({ metadata: { labels = {} } }) =>
    terms.every(({ topologyKey: key }) => {
      const value = labels[key];
      return value !== undefined && (isFirst || places.has(placeOf(key, value)));
    });
}

/** Places where a pod is that does not want this one near. */
function placesOfOthers(reader: Reader, pod: Pod): ReadonlySet<string> {
  const places = new Set<string>();
  for (const { namespace, terms, byNode } of reader.index.podCounts.companies.values()) {
    const against = terms.without.filter((term) => matchesPod(reader, term, namespace, pod));
    for (const place of placesOn(reader, byNode.keys(), against)) places.add(place);
  }
  return places;
}

function isAmong(
  { metadata: { labels = {} } }: Node,
  terms: readonly PodAffinityTerm[] | undefined,
  places: ReadonlySet<string>,
): boolean {
  if (places.size === 0) return false;
  const keys = terms ? terms.map(({ topologyKey }) => topologyKey) : Object.keys(labels);
  return keys.some((key) => labels[key] !== undefined && places.has(placeOf(key, labels[key])));
}
