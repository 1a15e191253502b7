import type { Change, Cluster, Reader } from '../cluster/index.ts';
import type { ApiObject } from '../objects/index.ts';
import type { Answer, Follow } from './answer.ts';
import type { Flags } from './flags.ts';

/** An object in one of the formats of `-o`, or why it cannot be shown so. */
export type Shown = { readonly text: string; readonly isDocument?: true } | { readonly problem: string };

/** What kubectl can do beside the work of its verbs; a page fetches it with them. */
export interface Rest {
  /** The object as `-o` asks for it; nothing for a format that shows no object. */
  shown(object: ApiObject, format: string): Shown | undefined;
  /** What is answered to a line without a verb of ours: help, or what is wrong with it. */
  withoutVerb(words: readonly string[]): Answer;
  verbHelp(verb: { readonly usage: string; readonly does: string; readonly flags: Flags }): string;
  complete(cluster: Reader, line: string): readonly string[];
  /** The prompt of a running command that waits for a line to be typed. */
  promptOf(cluster: Reader, follow: Follow): string | undefined;
  /** Types a line to a running command, or, without one, an end. */
  typeInto(cluster: Cluster, follow: Follow, line: string | undefined): readonly Change[];
  /** Interrupts what a running command has begun elsewhere; nothing where that is not its way. */
  interrupt(cluster: Cluster, follow: Follow): readonly Change[] | undefined;
}

let known: Rest | undefined;

/** Keeps it, once for all clusters. */
export function learnRest(rest: Rest): void {
  known = rest;
}

/** Has it been learnt? */
export function hasLearnt(): boolean {
  return known !== undefined;
}

/** All of it; whoever asks has seen to it that it was learnt. */
export function learnt(): Rest {
  if (!known) throw new Error('This line needs more of kubectl than has been learnt.');
  return known;
}
