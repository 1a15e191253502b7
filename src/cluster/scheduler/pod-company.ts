import { selects } from '../../objects/index.ts';
import type { ApiObject, Labels, Pod, PodAffinityTerm } from '../../objects/index.ts';
import { addTo } from '../node-use.ts';
import { podsByNode } from '../pod-counts.ts';
import { get, list } from '../read.ts';
import type { Reader } from '../read.ts';

/** Does the term of a pod in this namespace speak of the pod? (framework/types.go, AffinityTerm.Matches) */
export function matchesPod(reader: Reader, term: PodAffinityTerm, namespace: string | undefined, pod: Pod): boolean {
  const { labels, namespace: own = '' } = pod.metadata;
  if (!term.labelSelector || !selects(term.labelSelector, labels)) return false;
  return namespacesOf(reader, term, namespace ?? '').includes(own);
}

/** The namespaces named, and those selected; the pod's own when the term speaks of none. */
function namespacesOf(reader: Reader, term: PodAffinityTerm, own: string): readonly string[] {
  const { namespaces = [], namespaceSelector } = term;
  if (!namespaceSelector) return namespaces.length > 0 ? namespaces : [own];
  const selected = list<ApiObject>(reader, 'Namespace').filter(({ metadata }) =>
    selects(namespaceSelector, metadata.labels),
  );
  return [...new Set([...namespaces, ...selected.map(({ metadata }) => metadata.name)])];
}

/** How many pods on each node all these terms of a pod in this namespace speak of. */
export function podsOfTerms(
  reader: Reader,
  own: string,
  terms: readonly PodAffinityTerm[],
): ReadonlyMap<string, number> {
  const selectors = terms.flatMap(({ labelSelector }) => labelSelector ?? []);
  const counts = new Map<string, number>();
  if (selectors.length < terms.length) return counts;
  const ofTerms = terms.map((term) => namespacesOf(reader, term, own));
  for (const namespace of ofTerms[0] ?? []) {
    if (!ofTerms.every((names) => names.includes(namespace))) continue;
    const asked = { namespace, selectors, countsTerminating: true };
    for (const [node, count] of podsByNode(reader.index, reader.state.objects, asked)) addTo(counts, node, count);
  }
  return counts;
}

const none: Labels = {};

/** The labels of the node of this name; none when it is gone. */
export function labelsOfNode(reader: Reader, name: string): Labels {
  return get(reader, `Node/${name}`)?.metadata.labels ?? none;
}
