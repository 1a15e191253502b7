import type { Millis, Recording } from '../../sandbox/index.ts';
import { fit } from '../../stage/index.ts';

/** What the learner did at a moment, in a word or two. */
export interface Flag {
  readonly at: Millis;
  readonly label: string;
}

/** Commands that only look leave no flag. */
const changes = new Set([
  'apply',
  'create',
  'replace',
  'patch',
  'scale',
  'set',
  'delete',
  'rollout',
  'label',
  'annotate',
  'edit',
  'exec',
  'drain',
  'cordon',
  'uncordon',
  'taint',
]);

/** The flags of a recording: one for each act that asked for a change. */
export function flagsOf({ acts }: Recording): readonly Flag[] {
  return acts.flatMap(({ at, act }) => {
    const label = labelOf(act.line);
    return label === undefined ? [] : [{ at, label }];
  });
}

function labelOf(line: string): string | undefined {
  const [program, verb = '', ...rest] = line.trim().split(/\s+/);
  if (program === 'ordinal') return [verb, rest.at(-1)].filter(Boolean).join(' ');
  if (program !== 'kubectl' || !changes.has(verb)) return undefined;
  const named = rest.filter((word) => !word.startsWith('-'));
  if (verb === 'scale') return `scale ${/--replicas[= ](\d+)/.exec(line)?.[1] ?? ''}`.trim();
  if (verb === 'set' || verb === 'rollout') return `${verb} ${named[0] ?? ''}`.trim();
  if (verb === 'delete') return `delete ${named.at(-1)?.split('/').at(-1) ?? ''}`.trim();
  return verb;
}

/** One or more flags that stand at one place of the time bar. */
export interface FlagPlace {
  readonly x: number;
  /** What stands beside the knob; empty where there is no room. */
  readonly label: string;
  readonly flags: readonly Flag[];
}

/** Closer than this, knobs would lie over each other. */
const knobPx = 11;
const labelPx = 11;
/** Shorter pieces of a word say nothing. */
const leastPx = 26;

/** The flags from left to right, those too close together as one; no label reaches the next flag or the line of the present. */
export function placeFlags(flags: readonly Flag[], scale: (at: Millis) => number, now: Millis): readonly FlagPlace[] {
  const groups: Flag[][] = [];
  for (const flag of flags.filter(({ at }) => at <= now)) {
    const last = groups.at(-1);
    if (last?.[0] && scale(flag.at) - scale(last[0].at) < knobPx) last.push(flag);
    else groups.push([flag]);
  }
  const xs = groups.map(([first]) => scale(first?.at ?? 0));
  return groups.map((group, index) => {
    const x = xs[index] ?? 0;
    const until = xs[index + 1] ?? scale(now);
    const more = group.length > 1 ? ` +${group.length - 1}` : '';
    return { x, flags: group, label: labelIn(group[0]?.label ?? '', more, until - x - 15) };
  });
}

function labelIn(label: string, more: string, room: number): string {
  if (room < leastPx) return '';
  const whole = `${label}${more}`;
  const cut = fit(whole, room, labelPx);
  return cut === whole || !more ? cut : `${fit(label, Math.max(0, room - more.length * 7), labelPx)}${more}`.trim();
}
