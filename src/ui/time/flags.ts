import type { Millis, Recording } from '../../sandbox/index.ts';

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
