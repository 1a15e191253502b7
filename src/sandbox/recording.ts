import type { Settings } from '../cluster/index.ts';
import { defaultSettings } from '../cluster/index.ts';
import type { Millis } from '../objects/index.ts';

/** What a learner does: a line of the terminal, with the files that it names (`-` is standard input). `^C` interrupts. */
export interface Act {
  readonly line: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** How a cluster begins: the lesson it belongs to, what is applied before anybody acts, and where settings differ. */
export interface Start {
  readonly lesson?: string;
  readonly manifests?: readonly string[];
  readonly settings?: Partial<Settings>;
}

/** Start, seed and acts: all that is ever saved, shared, replayed or reported. */
export interface Recording {
  readonly format: 1;
  readonly start: Start;
  readonly seed: number;
  readonly acts: readonly { readonly at: Millis; readonly act: Act }[];
}

/** The settings that a start asks for, over the defaults. */
export function settingsOf({ settings }: Start): Settings {
  return { ...defaultSettings, ...settings };
}

/** The act with only those files that its line names. */
export function withNamedFiles({ line, files = {} }: Act): Act {
  const words = new Set(line.split(/[\s=,'"]+/).flatMap((word) => [word, word.replace(/^-f|^@/, '')]));
  const isNamed = (name: string): boolean => [...words].some((word) => word === name || name.startsWith(`${word}/`));
  const named = Object.entries(files).filter(([name]) => isNamed(name));
  return named.length > 0 ? { line, files: Object.fromEntries(named) } : { line };
}
