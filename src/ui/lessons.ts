import { nameOf, readLesson } from '../sandbox/index.ts';
import type { Lesson, Plan } from '../sandbox/index.ts';

const plans = import.meta.glob<Plan>('../../lessons/*/lesson.ts', { import: 'default' });
const texts = import.meta.glob<string>('../../lessons/*/*.{md,yaml}', { query: '?raw', import: 'default' });

function folderOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}

/** The lesson of this name with all its words, fetched when it is asked for; nothing when there is none. */
export async function openLesson(name: string): Promise<Lesson | undefined> {
  const path = Object.keys(plans).find((candidate) => nameOf(folderOf(candidate)) === name);
  const plan = path === undefined ? undefined : plans[path];
  if (path === undefined || !plan) return undefined;
  const folder = folderOf(path);
  const own = Object.entries(texts).filter(([file]) => folderOf(file) === folder);
  const files = await Promise.all(
    own.map(async ([file, read]) => [file.split('/').at(-1) ?? '', await read()] as const),
  );
  return readLesson(folder, Object.fromEntries(files), await plan());
}
