import type { Fact, Goal, Moment } from './goals.ts';
import type { LessonText } from './text.ts';

/** A line for the terminal; `file` is the lesson's file it needs, `edits` what is changed in it first, old text to new. */
export interface Typed {
  readonly line: string;
  readonly file?: string;
  readonly edits?: Readonly<Record<string, string>>;
}

/** A question to the learner whose answer the run gives. */
export interface Prediction {
  /** What "Run and see" types; without it the learner does it. */
  readonly run?: readonly Typed[];
  /** The moment at which the truth is seen. */
  readonly at: Moment;
  /** For each answer, whether it was so; exactly one is. */
  readonly truth: Readonly<Record<string, Fact>>;
  /** The answer that the author expects; the tests compare it with the run. */
  readonly answer: string;
}

/** Other lines in place of a step's solution. */
export interface Instead {
  readonly step: string;
  readonly lines: readonly Typed[];
}

/** What a lesson checks, by id; the words are in its markdown. */
export interface Plan {
  /** Manifests that make the cluster as the lesson opens. */
  readonly start: readonly string[];
  /** Files beside the terminal; the first is open in the editor. */
  readonly files?: readonly string[];
  readonly goals: Readonly<Record<string, Goal>>;
  /** By step. */
  readonly predictions: Readonly<Record<string, Prediction>>;
  /** When the words of this id appear. */
  readonly moments?: Readonly<Record<string, Moment>>;
  /** By step, in order. */
  readonly solution: Readonly<Record<string, readonly Typed[]>>;
  /** Other ways that meet the step's goals too. */
  readonly alternatives?: readonly Instead[];
  /** Ways that look right and do not meet the step's goals. */
  readonly nearMisses?: readonly Instead[];
}

/** The languages in which a lesson is complete. */
export const languages = ['en', 'zh'] as const;

/** `en` or `zh`. */
export type Language = (typeof languages)[number];

/** A lesson with its words: a folder of `lessons/`, read and checked. */
export interface Lesson {
  /** The folder without its number; addresses and progress use it, so it never changes. */
  readonly name: string;
  readonly folder: string;
  readonly plan: Plan;
  readonly texts: Readonly<Record<Language, LessonText>>;
  /** The folder's other files, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Declares what a lesson checks; `load.ts` compares it with the words, naming folder, file and id. */
export function lesson(plan: Plan): Plan {
  for (const [step, { answer, truth }] of Object.entries(plan.predictions)) {
    if (!truth[answer])
      throw new Error(`lesson.ts: "${answer}" answers ${step}; it can be ${Object.keys(truth).join(', ')}.`);
  }
  for (const { step } of [...(plan.alternatives ?? []), ...(plan.nearMisses ?? [])]) {
    if (!plan.solution[step])
      throw new Error(`lesson.ts: no step "${step}"; steps: ${Object.keys(plan.solution).join(', ')}.`);
  }
  return plan;
}

/** A kubectl line. */
export function kubectl(rest: string): Typed {
  return { line: `kubectl ${rest}` };
}

/** `kubectl apply -f` of one of the lesson's files, changed first where `edits` say so. */
export function apply(file: string, edits?: Readonly<Record<string, string>>): Typed {
  return { line: `kubectl apply -f ${file}`, file, ...(edits ? { edits } : {}) };
}

/** Other lines in place of a step's solution. */
export function instead(step: string, ...lines: readonly Typed[]): Instead {
  return { step, lines };
}

/** What a recording says of the lesson: its name and the manifests of its first moment. */
export function startOf({ name, plan, files }: Lesson): { lesson: string; manifests: readonly string[] } {
  return { lesson: name, manifests: plan.start.map((file) => files[file] ?? '') };
}

/** The files that lie beside the terminal, by name. */
export function filesOf({ plan, files }: Lesson): Readonly<Record<string, string>> {
  return Object.fromEntries((plan.files ?? []).map((file) => [file, files[file] ?? '']));
}

/** The act that typing this line is. */
export function actOf(
  lesson: Lesson,
  { line, file, edits = {} }: Typed,
): { line: string; files?: Readonly<Record<string, string>> } {
  if (file === undefined) return { line };
  let text = lesson.files[file] ?? '';
  for (const [old, next] of Object.entries(edits)) {
    if (!text.includes(old)) throw new Error(`lessons/${lesson.folder}/lesson.ts: "${old}" does not occur in ${file}.`);
    text = text.replace(old, next);
  }
  return { line, files: { [file]: text } };
}
