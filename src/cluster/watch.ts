import { parts } from './parts.ts';
import type { Reader } from './read.ts';
import type { Call, Wake } from './part.ts';
import type { Change, Signal } from './state.ts';

type Listener = readonly [part: string, hear: (change: Change, reader: Reader) => readonly Wake[]];

const listeners = new Map<string, readonly Listener[]>();

/** Those that hear of a kind: first who listens to it alone, then who listens to all. */
function listenersTo(kind: string): readonly Listener[] {
  const known = listeners.get(kind);
  if (known) return known;
  const heard = [kind, '*'].flatMap((each) =>
    parts.flatMap(({ name, wakesOn }): readonly Listener[] => (wakesOn[each] ? [[name, wakesOn[each]]] : [])),
  );
  listeners.set(kind, heard);
  return heard;
}

/** The table of parts has changed. */
export function forgetListeners(): void {
  listeners.clear();
}

const wake: Signal = { type: 'wake' };

/** Which parts wake when an object changes, and by which signal, in the order of the table of parts; put behind those that wait. */
export function callWatchers(change: Change, reader: Reader, waiting: Call[]): void {
  for (const [part, hear] of listenersTo(change.object.kind)) {
    const heard = hear(change, reader);
    if (heard.length > 0) for (const { of, signal = wake } of heard) waiting.push([`${part}:${of}`, signal, true]);
  }
}
