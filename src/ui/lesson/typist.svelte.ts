import { untrack } from 'svelte';
import { actOf } from '../../sandbox/index.ts';
import type { Lesson, Typed } from '../../sandbox/index.ts';
import { whenUnderstood } from '../kubectl.ts';
import type { SandboxStore } from '../sandbox.svelte.ts';

/** Types a lesson's lines into the terminal, each when the one before has given the prompt back. */
export interface Typist {
  readonly isTyping: boolean;
  /** Takes the prompt, types, and lets time run. */
  type(lines: readonly Typed[]): void;
  stop(): void;
}

/** The typist of a lesson's panel; called once, while the panel is made. */
export function hireTypist(lesson: Lesson, store: () => SandboxStore): Typist {
  let waiting = $state.raw<readonly Typed[]>([]);

  $effect(() => {
    const [next, ...rest] = waiting;
    if (!next || store().sandbox.foreground !== undefined) return;
    waiting = rest;
    untrack(() => store().act(actOf(lesson, next)));
  });

  return {
    get isTyping() {
      return waiting.length > 0;
    },
    type(lines) {
      if (store().sandbox.foreground !== undefined) store().act({ line: '^C' });
      const begin = (): void => {
        waiting = lines;
        store().play();
      };
      whenUnderstood(
        lines.map((typed) => actOf(lesson, typed)),
        begin,
      );
    },
    stop() {
      waiting = [];
    },
  };
}
