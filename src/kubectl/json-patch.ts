/** The two patches that know nothing of Kubernetes: JSON merge patch (RFC 7386) and JSON patch (RFC 6902). */
import { equal } from '../cluster/index.ts';
import type { Json } from './strategic-merge.ts';
import { isMap } from './strategic-merge.ts';

/** Maps merge, null takes away, everything else is replaced as a whole. */
export function mergePatch(document: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch;
  const merged: Record<string, unknown> = { ...(isMap(document) ? document : {}) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

/** The document after all operations; nothing when one of them cannot be carried out. */
export function jsonPatch(document: unknown, operations: readonly Json[]): unknown {
  return operations.reduce<unknown>((there, operation) => there && operate(there, operation), document);
}

function operate(document: unknown, { op, path, from, value }: Json): unknown {
  const steps = stepsOf(path);
  if (op === 'add') return put(document, steps, value, true);
  if (op === 'remove') return put(document, steps, undefined, false);
  if (op === 'replace') return put(document, steps, value, false);
  if (op === 'test') return equal(at(document, steps), value) ? document : undefined;
  const moved = at(document, stepsOf(from));
  if (moved === undefined || (op !== 'move' && op !== 'copy')) return undefined;
  const left = op === 'move' ? put(document, stepsOf(from), undefined, false) : document;
  return put(left, steps, moved, true);
}

function stepsOf(pointer: unknown): readonly string[] {
  const [, ...steps] = String(pointer).split('/');
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function at(document: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return inner.at(Number(step)) as unknown;
    return isMap(inner) ? inner[step] : undefined;
  }, document);
}

/** The document with the value at the place; nothing when there is no such place. No value takes away what is there. */
function put(document: unknown, [step, ...rest]: readonly string[], value: unknown, isNew: boolean): unknown {
  if (step === undefined) return value;
  if (!Array.isArray(document) && !isMap(document)) return undefined;
  const there = at(document, [step]);
  const isLast = rest.length === 0;
  if (there === undefined && !(isLast && isNew)) return undefined;
  const inner = isLast ? value : put(there, rest, value, isNew);
  if (inner === undefined && !isLast) return undefined;
  if (isMap(document)) {
    const { [step]: _, ...others } = document;
    return inner === undefined ? others : { ...document, [step]: inner };
  }
  return putItem(document as readonly unknown[], step, inner, isLast && isNew);
}

/** Adding moves the items behind, `-` is the place after the last. */
function putItem(list: readonly unknown[], step: string, item: unknown, isNew: boolean): unknown {
  const place = step === '-' ? list.length : Number(step);
  if (!Number.isInteger(place) || place > list.length) return undefined;
  const items = [...list];
  items.splice(place, isNew ? 0 : 1, ...(item === undefined ? [] : [item]));
  return items;
}
