import type { Recording, TerminalEntry } from '../../sandbox/index.ts';

/** A file as it was applied, in its versions from the first to the last. */
export interface AppliedFile {
  readonly name: string;
  readonly versions: readonly string[];
}

/** The files that were applied so far and were not refused, the latest last. */
export function appliedFiles({ acts }: Recording, transcript: readonly TerminalEntry[]): readonly AppliedFile[] {
  const refused = refusedLines(transcript);
  const versions = new Map<string, string[]>();
  for (const { at, act } of acts) {
    if (!/^kubectl\s+(apply|create)\b/.test(act.line) || refused.has(`${at} ${act.line}`)) continue;
    for (const [name, text] of Object.entries(act.files ?? {})) {
      const before = versions.get(name) ?? [];
      versions.delete(name);
      versions.set(name, [...before, text]);
    }
  }
  return [...versions].map(([name, texts]) => ({ name, versions: texts }));
}

function refusedLines(transcript: readonly TerminalEntry[]): ReadonlySet<string> {
  const lines = new Map<number, string>();
  const refused = new Set<string>();
  for (const { at, job, stream, text, code } of transcript) {
    if (stream === 'in') lines.set(job, `${at} ${text.trimEnd()}`);
    else if (stream === 'end' && code) refused.add(lines.get(job) ?? '');
  }
  return refused;
}
