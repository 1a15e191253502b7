import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Lesson, Plan } from '../sandbox/index.ts';
import { checkLesson, readLessons } from '../sandbox/index.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';

const shelf = new URL('../../lessons/', import.meta.url);

/** `ordinal lessons`: every promise of the lessons, checked. */
export const lessons: Command = {
  usage: 'lessons [NAME…]',
  says: [
    'Plays lessons, all of them unless named: the solution, the alternatives and the near-misses.',
    'Checks every goal and every prediction, and that the texts in every language have the same ids; prints what fails.',
  ],
  options: {},
  async run({ positionals }, io) {
    const all = await readShelf();
    const unknown = positionals.find((name) => !all.some((lesson) => lesson.name === name));
    if (unknown !== undefined) {
      return io.wrongUse(`no lesson ${unknown}; there are ${all.map((lesson) => lesson.name).join(', ')}`);
    }
    const chosen = all.filter((lesson) => positionals.length === 0 || positionals.includes(lesson.name));
    const checks = chosen.flatMap((lesson) => checkLesson(lesson));
    const failed = checks.filter((check) => check.problem !== undefined);
    for (const { title, problem } of failed) io.out(`FAILED ${title}\n  ${problem}\n`);
    io.out(`${checks.length - failed.length} passed, ${failed.length} failed\n`);
    return failed.length > 0 ? exitCodes.failed : exitCodes.good;
  },
};

/** Every lesson in the folder of lessons; an author's mistake throws. */
async function readShelf(): Promise<readonly Lesson[]> {
  const files: Record<string, string> = {};
  const plans: Record<string, Plan> = {};
  const folders = existsSync(shelf)
    ? readdirSync(shelf, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : [];
  for (const { name: folder } of folders) {
    for (const name of readdirSync(new URL(`${folder}/`, shelf))) {
      const path = `${folder}/${name}`;
      if (name === 'lesson.ts') plans[path] = await readPlan(new URL(path, shelf));
      else files[path] = readFileSync(new URL(path, shelf), 'utf8');
    }
  }
  return readLessons({ files, plans });
}

async function readPlan(path: URL): Promise<Plan> {
  const { default: plan } = (await import(fileURLToPath(path))) as { readonly default: Plan };
  return plan;
}
