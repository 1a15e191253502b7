import { coreLines, objectOf } from './core-lines.ts';
import { difference } from './difference.ts';
import type { History, Segment, Standing, TimedLine } from './history.ts';
import { orderDiffers, some } from './order.ts';
import type { Sets } from './order.ts';

/** What a replay did with a history: for each step, the exit code of its command, the event lines, and how things stood. */
export interface Played {
  readonly segments: readonly {
    readonly code?: number;
    readonly lines: readonly string[];
    readonly standing?: Standing;
  }[];
  /** What the API server refused, as `actor verb resource/name code`. */
  readonly rejected: readonly string[];
}

/** Where a replay first differs from its recording, and the lines around. */
export interface Mismatch {
  readonly where: string;
  readonly lines: readonly string[];
}

/** The first difference between a recording and its replay, by the rules of tests/golden/README.md; nothing when they agree. */
export function compare(history: History, recorded: readonly Segment[], played: Played): Mismatch | undefined {
  const side = { history, recorded, played };
  for (const index of recorded.keys()) {
    const mismatch = codeDiffers(side, index) ?? linesDiffer(side, index) ?? standingDiffers(side, index);
    if (mismatch) return mismatch;
  }
  return statusLinesDiffer(side) ?? rejectedDiffer(side);
}

interface Sides {
  readonly history: History;
  readonly recorded: readonly Segment[];
  readonly played: Played;
}

function placeOf(recorded: readonly Segment[], index: number): string {
  const step = recorded[index]?.step;
  const what = !step ? '' : 'do' in step ? step.do : `${step.fault} ${step.on ? 'on' : 'off'}`;
  return `step ${index + 1}, ${what}`;
}

function codeDiffers({ recorded, played }: Sides, index: number): Mismatch | undefined {
  const step = recorded[index]?.step;
  const code = played.segments[index]?.code;
  if (!step || !('do' in step) || step.rc === code) return undefined;
  const found = code === undefined ? 'it has not ended' : `= ${code}`;
  return { where: `${placeOf(recorded, index)}: exit code`, lines: [`- = ${step.rc}`, `+ ${found}`] };
}

/** `=` for a step whose lines came in the same order in a second recording, `~` in another order, `!` not all of them there. */
function markOf(history: History, index: number): string {
  return history.secondRecordingPerStep?.[index] ?? '!';
}

/** The steps whose lines are compared together with those of this one: with `!` a line may have fallen into the next. */
function groupFrom(history: History, index: number, count: number): number {
  let last = index;
  while (markOf(history, last) === '!' && last < count - 1) last += 1;
  return last;
}

function linesDiffer(side: Sides, index: number): Mismatch | undefined {
  const { history, recorded, played } = side;
  if (index > 0 && markOf(history, index - 1) === '!') return undefined;
  const last = groupFrom(history, index, recorded.length);
  const skip = revisionsAreFree(recorded, index);
  const clash = firstClash(recorded);
  const core = (segments: readonly (readonly string[])[]): string[] =>
    segments
      .flatMap((lines, place) =>
        lines.flatMap(coreLines).filter((line) => index + place < clash || !isOfRecycler(line)),
      )
      .filter((line) => !skip(line));
  const mine = core(recorded.slice(index, last + 1).map((segment) => segment.lines.map((line) => line.text)));
  const theirs = core(played.segments.slice(index, last + 1).map((segment) => segment.lines));
  const isOne = last === index && markOf(history, index) !== '!';
  const isStrict = markOf(history, index) === '=' && !isATie(recorded[index]?.lines ?? []);
  const rule = !isOne ? 'any' : isStrict ? 'strict' : 'objects';
  const lines = orderDiffers(mine, theirs, rule, setsOf(history, recorded));
  return lines && { where: `${placeOf(recorded, index)}: core lines`, lines };
}

// Two kubelets that act so close to each other do so in an order of chance, whatever two recordings say.
const tieMs = 5;

function isATie(lines: readonly TimedLine[]): boolean {
  const acts = lines.filter(({ text }) => text.includes(' by kubelet/'));
  return acts.some(({ at, text }, place) => {
    const next = acts[place + 1];
    return next !== undefined && next.at - at <= tieMs && objectOf(next.text) !== objectOf(text);
  });
}

/** After a foreground deletion the controller may bring back a revision that was just collected, any number of times. */
function revisionsAreFree(recorded: readonly Segment[], index: number): (line: string) => boolean {
  const foreground = recorded
    .slice(0, index + 1)
    .some(({ step }) => 'do' in step && step.do.includes('--cascade=foreground'));
  return (line) => foreground && objectOf(line).startsWith('controllerrevision/');
}

/**
 * From this segment on two recyclers have been at work at once. Upstream they share one pod template (recycler_client.go sets its name),
 * so which names are asked for, and which pods are deleted in place of others, is chance: a race, not behaviour.
 */
function firstClash(recorded: readonly Segment[]): number {
  const place = recorded.findIndex(({ lines }) =>
    lines.some(({ text }) => /^rejected .* pods\/recycler-for-/.test(text)),
  );
  return place < 0 ? recorded.length : place;
}

function isOfRecycler(line: string): boolean {
  return objectOf(line).startsWith('pod/recycler-for-');
}

/** The sets of a history: of those in Parallel, the order within a batch is chance. */
function setsOf(history: History, recorded: readonly Segment[]): Sets {
  const given = Array.isArray(history.manifests) ? (history.manifests as readonly unknown[]) : [];
  const typed = recorded.flatMap(({ step }) => ('do' in step && step.stdin ? parsed(step.stdin) : []));
  const sets = [...given, ...typed]
    .map((manifest) => manifest as WrittenSet)
    .filter(({ kind }) => kind === 'StatefulSet');
  const named = (isParallel: boolean): string[] =>
    sets
      .filter(({ spec }) => (spec?.podManagementPolicy === 'Parallel') === isParallel)
      .map(({ metadata }) => metadata?.name ?? '');
  return { ordered: named(false), parallel: named(true) };
}

interface WrittenSet {
  readonly kind?: string;
  readonly metadata?: { readonly name: string };
  readonly spec?: { readonly podManagementPolicy?: string };
}

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

function standingDiffers({ history, recorded, played }: Sides, index: number): Mismatch | undefined {
  const is = recorded[index]?.standing?.is;
  const number = recorded.slice(0, index).filter((segment) => segment.standing).length;
  if (!is || history.secondRecordingStates?.[number] !== '=') return undefined;
  const lines = some(difference(standingLines(is), standingLines(played.segments[index]?.standing ?? {})));
  return lines && { where: `${placeOf(recorded, index)}: the state after it`, lines };
}

/** A standing as lines, without what is free (which node). */
function standingLines({ sts = {}, pods = {}, pvcs = {} }: Standing): string[] {
  const sets = Object.entries(sts).map(([name, { replicas, status }]) => {
    const fields = Object.keys(status).sort();
    return `sts ${name}: replicas ${replicas}, status ${fields.map((field) => `${field}=${String(status[field])}`).join(' ')}`;
  });
  const others = [
    ...Object.entries(pods).map(([name, is]) => `pod ${name}: ${is}`),
    ...Object.entries(pvcs).map(([name, is]) => `pvc ${name}: ${is}`),
  ];
  return [...sets, ...others].sort();
}

function statusLinesDiffer({ history, recorded, played }: Sides): Mismatch | undefined {
  if (!history.secondRecordingStatusLines) return undefined;
  const sets = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('~ sts/'));
  const mine = sets(recorded.flatMap((segment) => segment.lines.map((line) => line.text)));
  const theirs = sets(played.segments.flatMap((segment) => segment.lines));
  const lines = some(difference(mine, theirs));
  return lines && { where: 'the sequence of ~ sts/ lines', lines };
}

// What is refused to the user shows in exit codes. Conflicts on claims and statuses, and what other controllers run into, are retried: neither must occur, neither is wrong.
const harmless =
  /^(?!statefulset-controller )|update (persistentvolumeclaims|statefulsets)\/\S+ 409$|delete controllerrevisions\/\S+ 404$/;

function rejectionOf(text: string): readonly string[] {
  const match = /^rejected (\S+ \S+ \S+ \d+): /.exec(text);
  return match?.[1] ? [match[1]] : [];
}

function rejectedDiffer({ recorded, played }: Sides): Mismatch | undefined {
  const once = (lines: readonly string[]): string[] =>
    [...new Set(lines)].filter((line) => !harmless.test(line)).sort();
  const mine = once(recorded.flatMap((segment) => segment.lines.flatMap((line) => rejectionOf(line.text))));
  const lines = some(difference(mine, once(played.rejected)));
  return lines && { where: 'what the API server rejected', lines };
}
