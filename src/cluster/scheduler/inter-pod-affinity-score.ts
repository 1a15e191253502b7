/** Models plugins/interpodaffinity/scoring.go. */
import type { Node, Pod, PodAffinityTerm } from '../../objects/index.ts';
import { say } from '../log.ts';
import { addTo } from '../node-use.ts';
import { podTermsOf } from '../pod-terms.ts';
import type { Reader } from '../read.ts';
import type { Plugin } from './plugin.ts';
import { labelsOfNode, matchesPod, podsOfTerms } from './pod-company.ts';

/** What the required terms of pods that are there count for (hardPodAffinityWeight). */
const requiredWeight = 1;

/** Company that the pod would like, and that the pods there would like. */
export const interPodScore: NonNullable<Plugin['score']> = {
  weight: 2,
  of: ({ reader, pod }, nodes) => {
    const places = new Map<string, number>();
    const keys = new Set<string>();
    const note = ({ topologyKey: key }: PodAffinityTerm, node: string, weight: number): void => {
      const value = labelsOfNode(reader, node)[key];
      if (value === undefined) return;
      keys.add(key);
      addTo(places, `${key}=${value}`, weight);
    };
    noteOwn(reader, pod, note);
    noteOthers(reader, pod, note);
    return places.size === 0 ? undefined : betweenEnds(nodes.map((node) => sumOf(node, keys, places)));
  },
  because: (it) =>
    say('of {count} nodes that can take it, {node} has the company that it and the pods there prefer', it),
};

type NoteWish = (term: PodAffinityTerm, node: string, weight: number) => void;

function noteOwn(reader: Reader, pod: Pod, note: NoteWish): void {
  for (const { term, weight } of podTermsOf(pod)?.preferred ?? []) {
    const counts = podsOfTerms(reader, pod.metadata.namespace ?? '', [term]);
    for (const [node, count] of counts) note(term, node, weight * count);
  }
}

function noteOthers(reader: Reader, pod: Pod, note: NoteWish): void {
  for (const { namespace, terms, byNode } of reader.index.podCounts.companies.values()) {
    const wishes = [...terms.withAll.map((term) => ({ term, weight: requiredWeight })), ...terms.preferred];
    for (const { term, weight } of wishes) {
      if (!matchesPod(reader, term, namespace, pod)) continue;
      for (const [node, count] of byNode) note(term, node, weight * count);
    }
  }
}

function sumOf(
  { metadata: { labels = {} } }: Node,
  keys: ReadonlySet<string>,
  places: ReadonlyMap<string, number>,
): number {
  let sum = 0;
  for (const key of keys) sum += places.get(`${key}=${labels[key] ?? ''}`) ?? 0;
  return sum;
}

function betweenEnds(sums: readonly number[]): readonly number[] {
  const [least, most] = [Math.min(...sums), Math.max(...sums)];
  return sums.map((sum) => (most === least ? 0 : Math.floor((100 * (sum - least)) / (most - least))));
}
