import { nameOf, readLesson } from '../sandbox/index.ts';
import type { Lesson, Plan } from '../sandbox/index.ts';
import { language } from './language.svelte.ts';

type Language = keyof Lesson['texts'];
type Fetch<T> = () => Promise<T>;

const plans = import.meta.glob<Plan>('../../lessons/*/lesson.ts', { import: 'default' });
const texts = import.meta.glob<string>('../../lessons/*/*.md', { query: '?raw', import: 'default' });
const files = import.meta.glob<string>('../../lessons/*/*.yaml', { query: '?raw', import: 'default' });

function folderOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}

/** The lesson of this name, fetched when it is asked for; nothing when there is none. */
export async function openLesson(name: string): Promise<Lesson | undefined> {
  const [path, fetchPlan] = Object.entries(plans).find(([candidate]) => nameOf(folderOf(candidate)) === name) ?? [];
  if (path === undefined || !fetchPlan) return undefined;
  const folder = folderOf(path);
  const [plan, own] = await Promise.all([fetchPlan(), filesIn(folder)]);
  return inLanguages(async (wanted) => {
    const text = await (texts[`../../lessons/${folder}/${wanted}.md`] as Fetch<string>)();
    return readLesson(folder, { ...own, 'en.md': text, 'zh.md': text }, plan);
  });
}

async function filesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const own = Object.entries(files).filter(([file]) => folderOf(file) === folder);
  return Object.fromEntries(await Promise.all(own.map(async ([file, read]) => [file.split('/').at(-1), await read()])));
}

/** A lesson is read in the language of the page; when the page goes on to another, its words follow as soon as they are there. */
async function inLanguages(read: (wanted: Language) => Promise<Lesson>): Promise<Lesson> {
  const first = language();
  const lesson = await read(first);
  let known = $state.raw<Partial<Lesson['texts']>>({ [first]: lesson.texts[first] });
  const asked = new Set<Language>([first]);

  function ask(wanted: Language): void {
    if (asked.has(wanted)) return;
    asked.add(wanted);
    void read(wanted).then((other) => (known = { ...known, [wanted]: other.texts[wanted] }));
  }

  return {
    ...lesson,
    get texts() {
      ask(language());
      return { ...lesson.texts, ...known };
    },
  };
}
