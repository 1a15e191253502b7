import { allEndpoints, endpointsOf, get, list } from '../cluster/index.ts';
import type { Reader } from '../cluster/index.ts';
import { keyFor } from '../objects/index.ts';
import type { ApiObject } from '../objects/index.ts';

/** The object as the API server hands it out; Endpoints are a view of the slices. */
export function servedOne(
  cluster: Reader,
  kind: string,
  namespace: string | undefined,
  name: string,
): ApiObject | undefined {
  const stored = get(cluster, keyFor(kind, namespace, name));
  return stored ?? (kind === 'Endpoints' ? endpointsOf(cluster, namespace, name) : undefined);
}

/** The objects of a kind as the API server hands them out, sorted by namespace and name. */
export function servedAll(cluster: Reader, kind: string, namespace: string | undefined): readonly ApiObject[] {
  return kind === 'Endpoints' ? allEndpoints(cluster, namespace) : list(cluster, kind, namespace);
}
