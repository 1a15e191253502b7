import { untrack } from 'svelte';
import { begin } from '../../sandbox/index.ts';
import type { Lesson, Progress, Recording } from '../../sandbox/index.ts';
import type { SandboxStore } from '../sandbox.svelte.ts';
import { keep, keptOf } from './kept.ts';

/** A learner's progress in a lesson, kept by the browser as it changes. */
export interface Notebook {
  progress: Progress;
  /** Keeps the moment too, as somebody who leaves the page expects. */
  keep(): void;
}

/** The progress that was kept, if it belongs to this run; a link may have brought another. */
function progressIn(lesson: Lesson, recording: Recording): Progress {
  const kept = keptOf(lesson);
  const isSame = kept && JSON.stringify(kept.recording.acts) === JSON.stringify(recording.acts);
  return isSame ? kept.progress : begin(lesson, { at: 0, acts: 0 });
}

/** Opens the notebook where it was closed; called once, while the lesson's panel is made. */
export function openNotebook(lesson: Lesson, store: () => SandboxStore, keeps: boolean): Notebook {
  let progress = $state.raw<Progress>(progressIn(lesson, store().sandbox.recording));
  const acts = $derived(store().sandbox.recording.acts.length);
  const opened = untrack(() => ({ progress, acts }));

  function keepAll(): void {
    const { recording, now } = store().sandbox;
    if (!keeps) return;
    if (progress !== opened.progress || acts !== opened.acts) keep(lesson, { progress, recording, at: now });
  }

  // What is kept lies outside the page's own state.
  $effect(() => {
    void [progress, acts];
    untrack(keepAll);
  });

  return {
    get progress() {
      return progress;
    },
    set progress(next) {
      progress = next;
    },
    keep: keepAll,
  };
}
