import { untrack } from 'svelte';
import {
  begin,
  enterStep,
  finishStep,
  guess,
  openHint,
  resetStep,
  standingOf,
  stepBeside,
  stepsOf,
} from '../../sandbox/index.ts';
import type { Beginning, Lesson, Progress, Sandbox, StepStanding, StepText } from '../../sandbox/index.ts';
import { language } from '../language.svelte.ts';
import type { SandboxStore } from '../sandbox.svelte.ts';
import { openNotebook } from './notebook.svelte.ts';
import { hireTypist } from './typist.svelte.ts';

/** What the learner and the lesson are doing, for the panel to show. */
export interface Learner {
  readonly progress: Progress;
  readonly standing: StepStanding;
  /** The step in hand, in the language of the page. */
  readonly text: StepText;
  readonly number: number;
  /** The guess of this step, once it is made. */
  readonly guessed: string | undefined;
  /** The solution is being typed. */
  readonly solving: boolean;
  guess(option: string): void;
  openHint(): void;
  solve(): void;
  /** To the step before or after; false when there is none. */
  go(by: -1 | 1): boolean;
  resetStep(): void;
  resetLesson(): void;
  /** Keeps the moment too, as somebody who leaves the page expects. */
  keep(): void;
}

/** Opens the lesson's run anew: cut to so many acts, at that time; from its start when nothing is given. */
export type Restart = (to: Beginning | undefined) => void;

/** On which terms a learner is followed. */
export interface Terms {
  readonly restart: Restart;
  /** Is progress kept from one visit to the next? */
  readonly keeps: boolean;
}

/** Follows a learner through a lesson: the only place where progress changes and is kept. Called once, while the panel is made. */
export function followLearner(lesson: Lesson, store: () => SandboxStore, { restart, keeps }: Terms): Learner {
  const notebook = openNotebook(lesson, store, keeps);
  const typist = hireTypist(lesson, store);
  let stopsAtTruth = $state(false);

  const progress = $derived(notebook.progress);
  const number = $derived(stepsOf(lesson).findIndex(({ id }) => id === progress.step) + 1);
  const standing = $derived(standingIn(lesson, progress, store().sandbox));

  /** Forgets what was typed and goes back. */
  function goBackTo(next: Progress, to: Beginning | undefined): void {
    typist.stop();
    notebook.progress = next;
    restart(to);
  }

  $effect(() => {
    if (standing.isDone) notebook.progress = finishStep(progress);
  });
  $effect(() => {
    if (!stopsAtTruth || standing.truth === undefined) return;
    stopsAtTruth = false;
    untrack(() => store().pause());
  });

  return {
    get progress() {
      return progress;
    },
    get standing() {
      return standing;
    },
    get text() {
      return lesson.texts[language()].steps[number - 1]!;
    },
    get number() {
      return number;
    },
    get guessed() {
      return progress.guesses[progress.step];
    },
    get solving() {
      return typist.isTyping;
    },
    guess(option) {
      notebook.progress = guess(progress, option);
      const run = lesson.plan.predictions[progress.step]?.run;
      if (standing.truth !== undefined || !run) return;
      stopsAtTruth = true;
      typist.type(run);
    },
    openHint: () => (notebook.progress = openHint(progress)),
    solve: () => typist.type(lesson.plan.solution[progress.step] ?? []),
    go(by) {
      const { now, recording } = store().sandbox;
      const step = stepBeside(lesson, progress, by);
      if (step !== undefined) notebook.progress = enterStep(progress, step, { at: now, acts: recording.acts.length });
      return step !== undefined;
    },
    resetStep() {
      const next = resetStep(lesson, progress);
      goBackTo(next, next.begun[next.step]);
    },
    resetLesson: () => goBackTo(begin(lesson, { at: 0, acts: 0 }), undefined),
    keep: notebook.keep,
  };
}

function standingIn(lesson: Lesson, progress: Progress, { cluster }: Sandbox): StepStanding {
  const since = progress.begun[progress.step]?.at ?? 0;
  return standingOf(lesson, progress, { state: cluster.state, index: cluster.index, since });
}
