import type { AnyStateMachine } from 'xstate';
import type { ApiObject, ObjectKey } from '../objects/index.ts';
import type { Write } from './api-server.ts';
import type { LocalWrite } from './local-writes.ts';
import type { Sentence } from './log.ts';
import type { Reader } from './read.ts';
import type { Change, PartId, Signal } from './state.ts';

/** An Event to be recorded with a deed: the message when it worked, its head when the API server refused. */
export interface DeedEvent {
  readonly about: ApiObject;
  readonly reason: string;
  readonly message: string;
  readonly type?: 'Normal' | 'Warning';
  readonly fieldPath?: string;
  /** The component that says so, where it is not the part itself. */
  readonly from?: string;
  readonly refused?: { readonly reason: string; readonly head: string };
}

/** Something a part does, with the writes that it takes; the first refusal ends it. Without `what` it makes no line of the log. */
export interface Deed {
  readonly what?: Sentence;
  readonly because?: Sentence;
  readonly writes: readonly (Write | LocalWrite)[];
  readonly object?: ObjectKey;
  readonly event?: DeedEvent;
  /** Signals to other parts of the same machine, which hear each other without the API server; sent when the turn is over. */
  readonly tells?: readonly Call[];
  /** What must be done first, all of it; when some of that is refused, this is not tried, and its Event tells why. */
  readonly before?: readonly Deed[];
  /** What precedes the refusal in the Event of the deed that comes after this one. */
  readonly blame?: string;
  /** What follows when it was accepted. */
  readonly after?: readonly Deed[];
  /** What follows when it was tried, unless its name was taken. */
  readonly anyway?: readonly Deed[];
  /** That what it writes to is gone already is told, but is no failure. */
  readonly mayBeGone?: true;
  /** Why it is refused before anything is written. */
  readonly obstacle?: string;
}

/** A signal on its way to a part; one that a change in the API server sets off does not reach machines that are cut off. */
export type Call = readonly [part: PartId, signal: Signal, isFromApi?: boolean];

/** Not yet, and why. */
export interface Wait {
  readonly wait: Sentence;
  /** The rule that makes it wait, and what is held up by it. */
  readonly because?: Sentence;
  readonly object?: ObjectKey;
  /** Look again after so many milliseconds, whatever happens. */
  readonly againMs?: number;
  readonly signal?: string | Signal;
  readonly event?: DeedEvent;
  /** What says so on the object itself; written when the wait is news. */
  readonly writes?: readonly Write[];
}

/**
 * These deeds in order, up to the first refusal; then `signal` to the machine (`next` unless it says otherwise), or a wait. A signal
 * with data tells the machine what the step has found out.
 */
export interface Doing {
  readonly do: readonly Deed[];
  readonly signal?: string | Signal;
  readonly then?: Wait;
  /** Look again after so many milliseconds, whatever happens. */
  readonly againMs?: number;
}

/** Deeds batch by batch: of each batch first what must come before, then the deeds; none after a batch with a refusal. Then perhaps a wait. */
export interface Batches {
  readonly batches: readonly (readonly Deed[])[];
  readonly then?: Wait;
}

/** What a step answers; nothing means: go on. */
export type Answer = undefined | Wait | Doing | Batches;

/** Which instance of a part wakes, and by which signal (`wake` unless it says otherwise). */
export interface Wake {
  readonly of: string;
  readonly signal?: Signal;
}

/**
 * A part of the cluster: one machine, run once for everything it looks after. `of` names that thing.
 * `look` is taken once at the start of a turn; where it finds nothing, the instance ends. Steps are pure, but for what they remember of
 * objects that never change.
 */
export interface Part<Look = never> {
  readonly name: string;
  /** The part in whose name it writes and speaks, where that is another one: a kubelet consists of several parts. */
  readonly speaksAs?: string;
  /** It runs on the machine that its context names as `node`: what happens to that machine happens to it. */
  readonly isOnNode?: true;
  readonly machine: AnyStateMachine;
  readonly wakesOn: Readonly<Record<string, (change: Change, reader: Reader) => readonly Wake[]>>;
  /** What the machine starts with: durations already drawn, so that the machine itself needs no chance. */
  readonly begin: (reader: Reader, of: string) => Readonly<Record<string, unknown>>;
  readonly look: (reader: Reader, of: string) => Look | undefined;
  readonly steps: Readonly<Record<string, (look: Look, answers: Answers) => Answer>>;
  /** What it says when a turn after others found nothing to do and nothing to wait for. */
  readonly rest?: (look: Look) => Sentence | undefined;
}

/** What the steps of this turn have answered so far, by name. */
export type Answers = Readonly<Record<string, Answer>>;

/** Any part, whatever it looks at. */
export type AnyPart = Omit<Part, 'look'> & { readonly look: (reader: Reader, of: string) => unknown };
