import { showDuration } from './durations.ts';
import type { Outcome } from './storm-run.ts';

/** What a storm did, as a story that `ordinal run` plays up to the moment at which a promise is broken. */
export function storyOf({ done, end, broken }: Outcome, seed: number): string {
  const lines = [`# broken at ${end} ms: ${broken}`, `# ordinal run THIS --seed ${seed} --log`];
  let now = 0;
  for (const { at, act } of done) {
    lines.push(...passing(now, at), ...commandOf(act.line, act.files?.['-']));
    now = at;
  }
  return `${[...lines, ...passing(now, end)].join('\n')}\n`;
}

function passing(from: number, to: number): readonly string[] {
  return to > from ? [`+ ${showDuration(to - from)}`] : [];
}

function commandOf(line: string, stdin?: string): readonly string[] {
  return stdin === undefined ? [`$ ${line}`] : [`$ ${line} <<END`, ...stdin.replace(/\n$/, '').split('\n'), 'END'];
}
