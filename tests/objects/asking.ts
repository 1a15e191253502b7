import { type ApiObject, kindOf } from '../../src/objects/index.ts';

/** Some fields of a spec. */
export type Change = Readonly<Record<string, unknown>>;

/** The object with what its kind fills in. */
export function defaulted(object: ApiObject): ApiObject {
  return kindOf(object.kind).defaults?.(object) ?? object;
}

/** An object of this kind with this spec, filled in. */
export function make(kind: string, spec: Change, name = 'x'): ApiObject {
  return defaulted({ apiVersion: kindOf(kind).apiVersion, kind, metadata: { name }, spec });
}

/** Why the API server would refuse the object, or refuse it in the old one's place. */
export function causes(object: ApiObject, old?: ApiObject): readonly string[] {
  return kindOf(object.kind).validate?.(object, old) ?? [];
}
