import type { ApiObject } from '../objects/index.ts';
import { goJson } from './go-text.ts';
import type { Json } from './strategic-merge.ts';

/** Where apply keeps what it was last given. */
export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object with itself in the annotation, as apply sends it (kubectl pkg/util/apply.go). */
export function withLastApplied(object: ApiObject): ApiObject {
  const { [lastAppliedAnnotation]: _, ...annotations } = object.metadata.annotations ?? {};
  const bare = { ...object, metadata: { ...object.metadata, annotations } };
  const text = `${goJson(bare)}\n`;
  return { ...bare, metadata: { ...bare.metadata, annotations: { ...annotations, [lastAppliedAnnotation]: text } } };
}

/** What apply was last given for the object, if it knows. */
export function lastApplied(object: ApiObject): Json | undefined {
  const text = object.metadata.annotations?.[lastAppliedAnnotation];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
