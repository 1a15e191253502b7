/**
 * A patch as the API server carries it out: read, merged, and the result read as an object of its kind.
 * Models apiserver pkg/endpoints/handlers/patch.go. Left out: server-side apply, and that a patch is tried again on a conflict.
 */
import type { ApiError, ApiObject } from '../objects/index.ts';
import { badRequest, decode, isApiError } from '../objects/index.ts';
import { jsonFault } from './go-json-faults.ts';
import { goJson } from './go-text.ts';
import { jsonPatch, mergePatch } from './json-patch.ts';
import { patchRefused } from './patch-refused.ts';
import type { Json } from './strategic-merge.ts';
import { applyPatch, isMap } from './strategic-merge.ts';
import { readYaml } from './yaml-text.ts';

/** The ways of patching, as `--type` names them. */
export const patchTypes = ['json', 'merge', 'strategic'] as const;

/** One way of patching. */
export type PatchType = (typeof patchTypes)[number];

/** The object after the patch, and what the API server warns of. */
export interface Patched {
  readonly object: ApiObject;
  readonly warnings: readonly string[];
}

/** The patch as JSON: kubectl turns YAML into it and leaves what begins with a brace to the API server. */
export function patchText(text: string): string | { readonly problem: string } {
  if (text.trimStart().startsWith('{')) return text;
  const read = readYaml(text);
  if ('value' in read) return JSON.stringify(read.value) ?? 'null';
  return { problem: `unable to parse ${JSON.stringify(text)}: yaml: ${read.problem}` };
}

/** Carries a patch out on an object. */
export function carryOutPatch(object: ApiObject, type: PatchType, text: string): Patched | ApiError {
  const fault = jsonFault(text);
  if (fault !== undefined) return badRequest(`${type === 'merge' ? 'error decoding patch: ' : ''}${fault}`);
  const patch: unknown = JSON.parse(text);
  const merged = merge(object, type, patch);
  if (isApiError(merged)) return merged;
  const { name, namespace } = object.metadata;
  const moved = movedFrom(merged, 'name', name) ?? movedFrom(merged, 'namespace', namespace);
  if (moved !== undefined) return badRequest(moved);
  const { object: next, faults, error } = decode(merged, { strict: false });
  if (error) return refusal(error, type, patch, merged);
  const warnings = faults.filter(({ kind }) => kind === 'unknown').map(({ message }) => message);
  return { object: next, warnings };
}

function movedFrom(
  { metadata }: ApiObject,
  field: 'name' | 'namespace',
  before: string | undefined,
): string | undefined {
  const is = metadata[field] ?? '';
  const was = before ?? '';
  return is === was ? undefined : `the ${field} of the object (${is}) does not match the ${field} on the URL (${was})`;
}

function merge(object: ApiObject, type: PatchType, patch: unknown): ApiObject | ApiError {
  if (type === 'json') {
    if (!Array.isArray(patch)) return notOf(patch, 'jsonpatch.Patch');
    const patched = jsonPatch(object, patch as readonly Json[]);
    return isObject(patched) ? patched : unprocessable;
  }
  if (!isMap(patch)) {
    const error = notOf(patch, 'map[string]interface {}');
    return type === 'merge' ? badRequest(`error decoding patch: ${error.message}`) : error;
  }
  const patched = type === 'merge' ? mergePatch(object, patch) : applyPatch(object, patch);
  return isObject(patched) ? patched : unprocessable;
}

const unprocessable: ApiError = {
  kind: 'Status',
  code: 422,
  reason: 'Invalid',
  message: 'the server rejected our request due to an error in our request',
};

function isObject(value: unknown): value is ApiObject {
  return isMap(value) && isMap(value['metadata']);
}

function notOf(patch: unknown, goType: string): ApiError {
  const word = Array.isArray(patch) ? 'array' : typeof patch === 'boolean' ? 'bool' : typeof patch;
  return badRequest(`json: cannot unmarshal ${word} into Go value of type ${goType}`);
}

/** A strategic patch is shown as it was given, the other two by the object that came of them. */
function refusal(error: ApiError, type: PatchType, patch: unknown, merged: ApiObject): ApiError {
  if (type === 'strategic') return patchRefused(error, patch as Json);
  const why = error.message.replace(/^.* cannot be handled as a [^:]*: /, '');
  const cause = `patch: Invalid value: ${JSON.stringify(goJson(merged))}: ${why}`;
  return { kind: 'Status', code: 422, reason: 'Invalid', message: cause, causes: [cause] };
}
