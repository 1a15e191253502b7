import { untrack } from 'svelte';
import type { OwnFile } from '../handover.ts';
import type { SandboxStore } from '../sandbox.svelte.ts';
import type { AppliedFile } from './files.ts';
import { appliedFiles } from './files.ts';

/** The files of the page: what a lesson or the learner brought, what was applied, and what is being written; terminal and editor share them. */
export interface Desk {
  readonly names: readonly string[];
  /** The file in the editor: the one that was chosen, until another is applied. */
  readonly open: string;
  /** Every file as it stands, by name, for the terminal. */
  readonly files: Readonly<Record<string, string>>;
  /** What was applied of the open file, from the first version to the last. */
  readonly versions: readonly string[];
  /** Has the open file been written in since it was brought or applied? */
  readonly hasDraft: boolean;
  choose(name: string): void;
  /** Writes the open file; without a text it goes back to what was brought or applied. */
  write(text: string | undefined): void;
}

/** A file as it is being written; what is applied later takes its place once it has the same text. */
interface Draft {
  readonly text: string;
  /** How many versions had been applied when it was written. */
  readonly since: number;
}

const nameless: OwnFile = { name: 'manifest.yaml', text: '' };

/** Lays these files on the desk; called once, while the page is made. */
export function layOut(store: SandboxStore, brought: readonly OwnFile[]): Desk {
  let drafts = $state.raw<Readonly<Record<string, Draft>>>({});
  let chosen = $state.raw<{ readonly name: string; readonly acts: number }>();
  const [first = nameless] = brought;

  const applied = $derived.by(() => {
    void store.sandbox.transcript.length;
    return untrack(() => appliedFiles(store.sandbox.recording, store.sandbox.transcript));
  });
  const acts = $derived(applied.reduce((sum, { versions }) => sum + versions.length, 0));
  const names = $derived([
    ...new Set([...(brought.length ? brought : applied.length ? [] : [first]), ...applied].map(({ name }) => name)),
  ]);
  const open = $derived(chosen?.acts === acts ? chosen.name : (applied.at(-1)?.name ?? first.name));

  function versionsOf(name: string): readonly string[] {
    return applied.find((file: AppliedFile) => file.name === name)?.versions ?? [];
  }

  function draftOf(name: string): string | undefined {
    const draft = drafts[name];
    return draft && !versionsOf(name).slice(draft.since).includes(draft.text) ? draft.text : undefined;
  }

  function textOf(name: string): string {
    return draftOf(name) ?? versionsOf(name).at(-1) ?? brought.find((file) => file.name === name)?.text ?? '';
  }

  return {
    get names() {
      return names;
    },
    get open() {
      return open;
    },
    get files() {
      return Object.fromEntries(names.map((name) => [name, textOf(name)]));
    },
    get versions() {
      return versionsOf(open);
    },
    get hasDraft() {
      return draftOf(open) !== undefined;
    },
    choose: (name) => (chosen = { name, acts }),
    write(text) {
      const { [open]: _, ...others } = drafts;
      drafts = text === undefined ? others : { ...others, [open]: { text, since: versionsOf(open).length } };
    },
  };
}
