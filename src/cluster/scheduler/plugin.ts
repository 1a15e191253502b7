import type { Node, Pod } from '../../objects/index.ts';
import type { Sentence } from '../log.ts';
import type { Reader } from '../read.ts';

/** One attempt to find a node for one pod. */
export interface Cycle {
  readonly reader: Reader;
  readonly pod: Pod;
}

/** Why a node will not do; `isFinal` where it would not do either if other pods left it (UnschedulableAndUnresolvable). */
export interface Refusal {
  readonly reasons: readonly string[];
  readonly isFinal?: true;
}

/** Why no node at all will do, which is known before any is looked at (PreFilter). */
export interface PodRefusal {
  readonly refusal: string;
}

/** Says of a node why it will not do; nothing when it will. */
export type Filter = (node: Node) => Refusal | undefined;

/** What a winner is called in the log, and of how many it is one. */
export interface Winner {
  readonly node: string;
  readonly count: number;
}

/**
 * A plugin of the scheduler, under upstream's name. Both functions are asked once for each attempt and answer nothing where
 * the plugin has no say about the pod, so that the usual pod pays only for what it uses.
 */
export interface Plugin {
  readonly name: string;
  readonly filter?: (cycle: Cycle) => Filter | PodRefusal | undefined;
  readonly score?: {
    readonly weight: number;
    /** A score from 0 to 100 for each of these nodes, which have passed all filters. */
    readonly of: (cycle: Cycle, nodes: readonly Node[]) => readonly number[] | undefined;
    /** Why a node wins that owes it to this score. */
    readonly because: (winner: Winner) => Sentence;
  };
}

/** Scores as shares of the highest, from 0 to 100, or turned round (helper.DefaultNormalizeScore). */
export function normalized(scores: readonly number[], isReversed = false): readonly number[] {
  const most = Math.max(...scores);
  return scores.map((score) => {
    const share = most === 0 ? 0 : Math.floor((score * 100) / most);
    return isReversed ? 100 - share : share;
  });
}
