import type { ObjectKey } from '../sandbox/index.ts';

let selected = $state.raw<ObjectKey>();

/** The object that the inspector shows. */
export function selection(): ObjectKey | undefined {
  return selected;
}

/** Chooses the object that the inspector shows. */
export function select(key: ObjectKey | undefined): void {
  selected = key;
}
