import type { ApiObject } from '../objects/index.ts';
import { groupOf } from '../objects/index.ts';

/** The kind as kubectl's messages name it: `pod`, `statefulset.apps`. */
export function typeOf({ kind, apiVersion }: ApiObject): string {
  const group = groupOf(apiVersion);
  return group ? `${kind.toLowerCase()}.${group}` : kind.toLowerCase();
}

/** An object as kubectl's messages name it: `pod/kubia-0`, `statefulset.apps/kubia`. */
export function nameOf(object: ApiObject): string {
  return `${typeOf(object)}/${object.metadata.name}`;
}
