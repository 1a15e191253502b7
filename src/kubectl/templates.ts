import type { ApiObject, Pod, PodSpec, PodTemplate, StatefulSet } from '../objects/index.ts';

/** The spec of the pod that the object is or makes; nothing for kinds that have no pods of their own. */
export function podSpecOf(object: ApiObject): PodSpec | undefined {
  if (object.kind === 'Pod') return (object as Pod).spec;
  return (object.spec as { readonly template?: PodTemplate } | undefined)?.template?.spec;
}

/** The object with another spec for its pods. */
export function withPodSpec(object: ApiObject, podSpec: PodSpec): ApiObject {
  if (object.kind === 'Pod') return { ...object, spec: podSpec };
  const { spec } = object as StatefulSet;
  return { ...object, spec: { ...spec, template: { ...spec.template, spec: podSpec } } };
}
