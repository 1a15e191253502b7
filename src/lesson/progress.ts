import type { Millis } from '../objects/index.ts';
import type { GoalStatus } from './goals.ts';
import type { Run } from './history.ts';
import type { Lesson } from './lesson.ts';
import type { StepText } from './text.ts';

/** Where a step began: the virtual time and the number of acts before it. */
export interface Beginning {
  readonly at: Millis;
  readonly acts: number;
}

/** How far a learner is in a lesson, as plain data that the page keeps. */
export interface Progress {
  readonly step: string;
  readonly begun: Readonly<Record<string, Beginning>>;
  /** The guess of each step that asks for one. */
  readonly guesses: Readonly<Record<string, string>>;
  /** How many grades of hints are open, by step. */
  readonly hints: Readonly<Record<string, number>>;
  /** The steps whose goals have all been met. */
  readonly done: readonly string[];
}

/** A goal of the step in hand. */
export interface GoalStanding extends GoalStatus {
  readonly id: string;
}

/** How the step in hand stands. */
export interface StepStanding {
  readonly goals: readonly GoalStanding[];
  /** All goals are met, now or before. */
  readonly isDone: boolean;
  /** The words whose moment has come. */
  readonly moments: readonly string[];
  /** What the run has answered to the prediction, as soon as it has; `none` when no answer fits. */
  readonly truth?: string;
}

/** The progress of somebody who opens the lesson. */
export function begin(lesson: Lesson, beginning: Beginning): Progress {
  const first = stepsOf(lesson)[0];
  if (!first) throw new Error(`lessons/${lesson.folder}: no steps.`);
  return { step: first.id, begun: { [first.id]: beginning }, guesses: {}, hints: {}, done: [] };
}

/** Is this a progress in this lesson, as it is written today? What was kept may be older than the lesson. */
export function fits(lesson: Lesson, kept: unknown): kept is Progress {
  const { step, begun, guesses, hints, done } = (kept ?? {}) as Partial<Progress>;
  const hasAll = Boolean(begun && guesses && hints && Array.isArray(done));
  return hasAll && stepsOf(lesson).some(({ id }) => id === step) && begun?.[step ?? ''] !== undefined;
}

/** The steps in order; ids are the same in every language. */
export function stepsOf({ texts }: Lesson): readonly StepText[] {
  return texts.en.steps;
}

/** The step before (−1) or after (1) the one in hand, if there is one. */
export function stepBeside(lesson: Lesson, { step }: Progress, by: -1 | 1): string | undefined {
  const steps = stepsOf(lesson);
  return steps[steps.findIndex(({ id }) => id === step) + by]?.id;
}

/** Goes to a step; it begins now unless it has begun before. */
export function enterStep(progress: Progress, step: string, now: Beginning): Progress {
  return { ...progress, step, begun: { [step]: now, ...progress.begun } };
}

/** Keeps the guess of the step in hand; a first guess stays. */
export function guess(progress: Progress, option: string): Progress {
  return { ...progress, guesses: { [progress.step]: option, ...progress.guesses } };
}

/** Opens the next grade of the hint of the step in hand. */
export function openHint(progress: Progress): Progress {
  const { step, hints } = progress;
  return { ...progress, hints: { ...hints, [step]: Math.min((hints[step] ?? 0) + 1, 3) } };
}

/** Remembers that the goals of the step in hand have been met. */
export function finishStep(progress: Progress): Progress {
  const { step, done } = progress;
  return done.includes(step) ? progress : { ...progress, done: [...done, step] };
}

/** Forgets the step in hand and those after it, as if it had just begun; guesses and open hints of these go too. */
export function resetStep(lesson: Lesson, progress: Progress): Progress {
  const steps = stepsOf(lesson).map(({ id }) => id);
  const before = steps.slice(0, steps.indexOf(progress.step));
  const only = <T>(record: Readonly<Record<string, T>>, kept: readonly string[]): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([step]) => kept.includes(step)));
  return {
    step: progress.step,
    begun: only(progress.begun, [...before, progress.step]),
    guesses: only(progress.guesses, before),
    hints: only(progress.hints, before),
    done: progress.done.filter((step) => before.includes(step)),
  };
}

/** How the step stands in this run. */
export function standingOf({ plan, texts }: Lesson, progress: Progress, run: Run): StepStanding {
  const text = texts.en.steps.find(({ id }) => id === progress.step);
  if (!text) throw new Error(`progress.ts: the lesson has no step "${progress.step}".`);
  const goals = text.goals.map(({ id }): GoalStanding => ({ id, ...(plan.goals[id]?.(run) ?? { met: false }) }));
  const moments = text.moments.map(({ id }) => id).filter((id) => plan.moments?.[id]?.(run) !== undefined);
  const truth = truthOf(plan.predictions[progress.step], run);
  const isDone = progress.done.includes(progress.step) || goals.every(({ met }) => met);
  return { goals, moments, isDone, ...(truth === undefined ? {} : { truth }) };
}

/** What the run answers to a prediction; nothing before its moment, `none` when not exactly one answer fits. */
export function truthOf(prediction: Lesson['plan']['predictions'][string] | undefined, run: Run): string | undefined {
  const at = prediction?.at(run);
  if (!prediction || at === undefined) return undefined;
  const fitting = Object.keys(prediction.truth).filter((id) => prediction.truth[id]?.(run, at));
  return fitting.length === 1 ? fitting[0] : 'none';
}
