import type { ApiError } from '../objects/index.ts';
import { goValue } from './go-text.ts';
import type { Json } from './strategic-merge.ts';
import { isMap } from './strategic-merge.ts';

/** What the API server says of a patch whose result it cannot read (apiserver handlers/patch.go). */
export function patchRefused({ message, ...status }: ApiError, patch: Json): ApiError {
  const [, goType] = /Go (?:struct field|value) .*of type (\S+)$/.exec(message) ?? [];
  const why =
    goType === undefined ? message.replace(/^.* cannot be handled as a [^:]*: /, '') : `unrecognized type: ${goType}`;
  const cause = `patch: Invalid value: ${JSON.stringify(goValue(spent(patch)))}: ${why}`;
  return { ...status, code: 422, reason: 'Invalid', message: cause, causes: [cause] };
}

/** The API server shows the patch as it is after carrying it out: merged lists and their directives are used up. */
function spent(patch: Json): Json {
  const merged = Object.keys(patch).flatMap((key) => /^\$setElementOrder\/(.*)$/.exec(key)?.slice(1) ?? []);
  const left = Object.entries(patch).filter(([key]) => !key.startsWith('$') && !merged.includes(key));
  return Object.fromEntries(left.map(([key, value]) => [key, isMap(value) ? spent(value) : value]));
}
