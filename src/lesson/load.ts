import type { Language, Lesson, Plan } from './lesson.ts';
import { languages } from './lesson.ts';
import type { LessonText, StepText } from './text.ts';
import { readText } from './text.ts';

/** The files of `lessons/`, by path from there (`01-in-order/en.md`), and what each lesson.ts exports. */
export interface Shelf {
  readonly files: Readonly<Record<string, string>>;
  readonly plans: Readonly<Record<string, Plan>>;
}

/** Every lesson on the shelf, in the order of the numbers; an author's mistake throws and names file and id. */
export function readLessons({ files, plans }: Shelf): readonly Lesson[] {
  const folders = new Set([...Object.keys(files), ...Object.keys(plans)].map((path) => path.split('/')[0] ?? ''));
  return [...folders].sort().map((folder) => {
    const plan = plans[`${folder}/lesson.ts`];
    if (!plan) throw new Error(`lessons/${folder}: no lesson.ts.`);
    const own = Object.entries(files).filter(([path]) => path.startsWith(`${folder}/`));
    return readLesson(
      folder,
      Object.fromEntries(own.map(([path, text]) => [path.slice(folder.length + 1), text])),
      plan,
    );
  });
}

/** The lesson's name in a folder's name: `in-order` of `01-in-order`. */
export function nameOf(folder: string): string {
  const name = /^\d\d-([a-z][a-z-]*)$/.exec(folder)?.[1];
  if (!name) throw new Error(`lessons/${folder}: a folder is called 01-some-words, and its name has no number.`);
  return name;
}

/** One lesson from the texts of its folder, by file name. */
export function readLesson(folder: string, files: Readonly<Record<string, string>>, plan: Plan): Lesson {
  const texts = Object.fromEntries(
    languages.map((language) => {
      const file = `${language}.md`;
      const text = files[file];
      if (text === undefined) throw new Error(`lessons/${folder}: no ${file}.`);
      return [language, readText(`lessons/${folder}/${file}`, text)];
    }),
  ) as Record<Language, LessonText>;
  for (const file of [...plan.start, ...(plan.files ?? [])]) {
    if (files[file] === undefined) throw new Error(`lessons/${folder}/lesson.ts: no file "${file}" in the folder.`);
  }
  const [first, ...others] = languages;
  for (const other of others) {
    compare(`lessons/${folder}/${other}.md`, idsOfText(texts[other]), `${first}.md`, idsOfText(texts[first]));
  }
  compare(`lessons/${folder}/lesson.ts`, idsOfPlan(plan), `${first}.md`, idsOfText(texts[first]));
  const rest = Object.entries(files).filter(([file]) => !file.endsWith('.md'));
  return { name: nameOf(folder), folder, plan, texts, files: Object.fromEntries(rest) };
}

/** What kind of thing (`goal`, `step` …) to the ids there are. */
type Ids = Readonly<Record<string, readonly string[]>>;

function idsOfText({ steps }: LessonText): Ids {
  const guessed = steps.filter(({ prediction }) => prediction);
  return {
    step: steps.map(({ id }) => id),
    goal: steps.flatMap(({ goals }) => goals.map(({ id }) => id)),
    prediction: guessed.map(({ id }) => id),
    answer: guessed.flatMap(({ id, prediction }) => prediction?.options.map((option) => `${id}/${option.id}`) ?? []),
    refutation: guessed.flatMap((step) => refuted(step)),
    moment: steps.flatMap(({ moments }) => moments.map(({ id }) => id)),
  };
}

function refuted({ id, prediction }: StepText): readonly string[] {
  return Object.keys(prediction?.refutations ?? {}).map((answer) => `${id}/${answer}`);
}

function idsOfPlan({ goals, predictions, moments = {}, solution }: Plan): Ids {
  const answers = Object.entries(predictions).flatMap(([step, { truth, answer }]) =>
    Object.keys(truth).map((id) => ({ id: `${step}/${id}`, isWrong: id !== answer })),
  );
  return {
    step: Object.keys(solution),
    goal: Object.keys(goals),
    prediction: Object.keys(predictions),
    answer: answers.map(({ id }) => id),
    refutation: answers.filter(({ isWrong }) => isWrong).map(({ id }) => id),
    moment: Object.keys(moments),
  };
}

function compare(file: string, here: Ids, otherFile: string, there: Ids): void {
  for (const [thing, ids] of Object.entries(here)) {
    const others = there[thing] ?? [];
    const twice = ids.find((id, place) => ids.indexOf(id) !== place);
    if (twice !== undefined) throw new Error(`${file}: the ${thing} "${twice}" occurs twice.`);
    const lacking = others.find((id) => !ids.includes(id));
    const list = `${thing[0]?.toUpperCase()}${thing.slice(1)}s here: ${ids.join(', ') || 'none'}.`;
    if (lacking !== undefined) throw new Error(`${file}: no ${thing} "${lacking}"; ${otherFile} has it. ${list}`);
    const extra = ids.find((id) => !others.includes(id));
    if (extra !== undefined) throw new Error(`${file}: ${thing} "${extra}" is not in ${otherFile}. ${list}`);
  }
}
