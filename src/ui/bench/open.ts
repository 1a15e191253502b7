import type { Lesson, Recording, Sandbox, Settings } from '../../sandbox/index.ts';
import { filesOf, openSandbox, recordingOf } from '../../sandbox/index.ts';
import type { OwnFile } from '../handover.ts';
import { takeOver } from '../handover.ts';
import { keptOf } from '../lesson/kept.ts';
import { understandAll } from '../kubectl.ts';
import { openLesson } from '../lessons.svelte.ts';
import kubia from '../manifests/kubia.yaml?raw';
import * as words from '../paraglide/messages.js';
import type { Route } from '../route.ts';
import { fetchSentences, inWords } from '../sentences.svelte.ts';

/** What the main screen opens with. */
export interface Opened {
  readonly sandbox: Sandbox;
  readonly lesson?: Lesson;
  /** The files that lie beside the terminal before anything is applied; the first is open in the editor. */
  readonly brought: readonly OwnFile[];
  /** Does time run at once? */
  readonly plays: boolean;
  /** Is the learner's progress kept? A look at somebody's link leaves one's own as it is. */
  readonly keeps: boolean;
}

/** Why an address cannot be opened, in one sentence. */
export interface Unopened {
  readonly problem: string;
}

const seed = 42;

/** Opens what an address leads to. */
export async function openRoute(route: Route): Promise<Opened | Unopened> {
  await fetchSentences();
  if (route.page === 'lesson') return openLessonNamed(route.name);
  if (route.page === 'link') return openLink(route.fragment);
  return openFree(takeOver());
}

/** A sandbox at a moment of its recording. */
function sandboxAt(recording: Recording, at: number): Sandbox {
  const sandbox = openSandbox(recording);
  sandbox.seek(at);
  return sandbox;
}

/** A cluster of one's own: with a file that lies ready, or else with kubia applied. */
export function openFree(own?: OwnFile, settings: Partial<Settings> = {}): Opened {
  const start = Object.keys(settings).length > 0 ? { settings } : {};
  const sandbox = openSandbox({ format: 1, start, seed, acts: [] });
  if (own) return { sandbox, brought: [own], plays: true, keeps: true };
  sandbox.act({ line: 'kubectl apply -f kubia.yaml', files: { 'kubia.yaml': kubia } });
  return { sandbox, brought: [], plays: true, keeps: true };
}

async function openLessonNamed(name: string): Promise<Opened | Unopened> {
  const lesson = await openLesson(name);
  if (!lesson) return { problem: words.lesson_missing({ name }) };
  const kept = keptOf(lesson);
  const recording = kept?.recording ?? recordingOf(lesson);
  await understandAll(recording);
  const sandbox = sandboxAt(recording, kept?.at ?? 0);
  return { sandbox, lesson, brought: filesBeside(lesson), plays: false, keeps: true };
}

async function openLink(fragment: string): Promise<Opened | Unopened> {
  const { readLink } = await import('../../share/index.ts');
  const link = readLink(fragment);
  if ('problem' in link) return { problem: inWords(link.problem) };
  const { lesson: name } = link.recording.start;
  const lesson = name === undefined ? undefined : await openLesson(name);
  await understandAll(link.recording);
  const sandbox = sandboxAt(link.recording, link.at);
  const brought = lesson ? filesBeside(lesson) : [];
  return { sandbox, ...(lesson && { lesson }), brought, plays: false, keeps: false };
}

function filesBeside(lesson: Lesson): readonly OwnFile[] {
  return Object.entries(filesOf(lesson)).map(([name, text]) => ({ name, text }));
}

/** A lesson's run cut to so many acts, at that time; from its start when nothing is given. */
export function cutLesson(lesson: Lesson, recording: Recording, to: { at: number; acts: number } | undefined): Sandbox {
  if (!to) return openSandbox(recordingOf(lesson));
  return sandboxAt({ ...recording, acts: recording.acts.slice(0, to.acts) }, to.at);
}
