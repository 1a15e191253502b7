import { parts } from './parts.ts';
import type { Reader } from './read.ts';
import type { Wake } from './part.ts';
import type { Change, PartId, Signal } from './state.ts';

type Listener = readonly [part: string, hear: (change: Change, reader: Reader) => readonly Wake[]];

const listeners = new Map<string, Listener[]>();
for (const { name, wakesOn } of parts) {
  for (const [kind, hear] of Object.entries(wakesOn)) {
    listeners.set(kind, [...(listeners.get(kind) ?? []), [name, hear]]);
  }
}
const wake: Signal = { type: 'wake' };
const everyKind = listeners.get('*') ?? [];
listeners.delete('*');
for (const [kind, own] of listeners) listeners.set(kind, [...own, ...everyKind]);

/** Which parts wake when an object changes, and by which signal, in the order of the table of parts. */
export function wakesOf(change: Change, reader: Reader): readonly (readonly [PartId, Signal])[] {
  const wakes: [PartId, Signal][] = [];
  for (const [part, hear] of listeners.get(change.object.kind) ?? everyKind) {
    for (const { of, signal = wake } of hear(change, reader)) wakes.push([`${part}:${of}`, signal]);
  }
  return wakes;
}
