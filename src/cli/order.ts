import { objectOf } from './core-lines.ts';
import { difference } from './difference.ts';

/** How far the order of core lines is compared: as recorded, for each object (and each set that goes in order) alone, or not at all. */
export type Rule = 'strict' | 'objects' | 'any';

/** The sets of a history by how they manage their pods. */
export interface Sets {
  readonly ordered: readonly string[];
  readonly parallel: readonly string[];
}

/** The lines in which a replay differs from its recording, under the rule; nothing when it does not. */
export function orderDiffers(
  mine: readonly string[],
  theirs: readonly string[],
  rule: Rule,
  sets: Sets,
): readonly string[] | undefined {
  const others = some(difference([...mine].sort(), [...theirs].sort()));
  if (rule === 'strict') return isAllowed(mine, theirs, sets.parallel) ? undefined : some(difference(mine, theirs));
  if (others || rule === 'any') return others;
  for (const thread of new Set([...mine.map(objectOf), ...sets.ordered])) {
    const of = (lines: readonly string[]): string[] => lines.filter((line) => belongs(line, thread));
    const differs = some(difference(of(mine), of(theirs)));
    if (differs) return differs;
  }
  return undefined;
}

/** The lines, if there are any. */
export function some(lines: readonly string[]): readonly string[] | undefined {
  return lines.length > 0 ? lines : undefined;
}

/** Is the line about this object, or, where a set is named, one of the set's own creations and deletions of pods and claims? */
function belongs(line: string, thread: string): boolean {
  return thread.includes('/') ? objectOf(line) === thread : ordinalIn(line, thread) !== undefined;
}

/** The ordinal of a pod or claim that the set itself creates or lets go. */
function ordinalIn(line: string, set: string): number | undefined {
  if (!line.endsWith(' by statefulset-controller') || line.startsWith('- ')) return undefined;
  const ordinal = new RegExp(`^(?:pod/|pvc/.+-)${set}-(\\d+)$`).exec(objectOf(line))?.[1];
  return ordinal === undefined ? undefined : Number(ordinal);
}

/** The lines in the order in which free neighbours stand by their text: equal for two orders that are equally right. */
function isAllowed(mine: readonly string[], theirs: readonly string[], parallel: readonly string[]): boolean {
  const [one, other] = [mine, theirs].map((lines) => sortFree(lines, parallel));
  return difference(one ?? [], other ?? []).length === 0;
}

/**
 * Even where two recordings agree, some orders are chance: the garbage collector's own deletions, and what the controller does
 * within one batch of a Parallel set. Neighbouring lines of one such group are put in the order of their text.
 */
function sortFree(lines: readonly string[], parallel: readonly string[]): readonly string[] {
  const groups = groupsOf(lines, parallel);
  const sorted: string[] = [];
  for (let from = 0; from < lines.length;) {
    let to = from + 1;
    while (to < lines.length && groups[from] !== undefined && groups[to] === groups[from]) to += 1;
    sorted.push(...lines.slice(from, to).sort());
    from = to;
  }
  return sorted;
}

/** For each line the group within which its place is free; nothing where it is not. */
function groupsOf(lines: readonly string[], parallel: readonly string[]): readonly (string | undefined)[] {
  let going = 0;
  return lines.map((line) => {
    if (line.endsWith(' by generic-garbage-collector')) return 'collected';
    const isGoing = line.includes(' terminating ');
    going = isGoing ? going + 1 : 0;
    const set = parallel.find((name) => ordinalIn(line, name) !== undefined);
    if (set === undefined) return undefined;
    return isGoing
      ? `goes ${batchOf(going - 1)}`
      : `comes ${batchOf(ordinalIn(line, set) ?? 0)} ${objectOf(line).split('/')[0]}`;
  });
}

/** Batches of a slow start hold 1, 2, 4, 8 … */
function batchOf(place: number): number {
  return Math.floor(Math.log2(place + 1));
}
