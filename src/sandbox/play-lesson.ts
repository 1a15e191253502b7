import { spell } from '../cluster/index.ts';
import type { Entry } from '../cluster/index.ts';
import { actOf, begin, enterStep, standingOf, startOf, stepsOf } from '../lesson/index.ts';
import type { Instead, Lesson, Progress, StepStanding, Typed } from '../lesson/index.ts';
import type { Recording } from './recording.ts';
import { openSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** One promise of a lesson, and what is wrong with it, if anything is. */
export interface Check {
  readonly title: string;
  readonly problem?: string;
}

/** A step as it was played: how it stood when it began and when all had come to rest. */
interface PlayedStep {
  readonly id: string;
  readonly before: StepStanding;
  readonly after: StepStanding;
  /** Lines that were typed, each followed by what the log then says. */
  readonly story: readonly string[];
  /** The first line that was refused, with its error. */
  readonly refused?: string;
}

/** Nothing in a lesson takes longer than this to come to rest. */
const restMsMax = 600_000;
const watchMs = 5000;

/** The recording with which the lesson opens; the seed is always the same, so that everybody sees what the author saw. */
export function recordingOf(lesson: Lesson, seed = 42): Recording {
  return { format: 1, start: startOf(lesson), seed, acts: [] };
}

/** Plays the lesson's solution, its alternatives and its near-misses, and checks all that a lesson promises. */
export function checkLesson(lesson: Lesson, seed?: number): readonly Check[] {
  const { plan } = lesson;
  return [
    ...playLesson(lesson, undefined, seed).flatMap((step) => checksOf(lesson, step)),
    ...(plan.alternatives ?? []).map((other) => checkAlternative(lesson, other, seed)),
    ...(plan.nearMisses ?? []).map((other) => checkNearMiss(lesson, other, seed)),
  ];
}

/** What happens when the solution is typed, step by step, in words: the lesson's story. */
export function storyOf(lesson: Lesson): string {
  const sections = playLesson(lesson).map(({ id, story }) => [`# ${id}`, ...story, ''].join('\n'));
  return sections.join('\n');
}

function checksOf({ name, plan }: Lesson, { id, before, after, refused }: PlayedStep): readonly Check[] {
  const unmet = whatIsUnmet(after);
  const checks = [
    check(`${name}: ${id} is not solved before it begins`, before.isDone && 'every goal is met already'),
    check(`${name}: the solution of ${id} meets its goals`, refused ?? unmet),
  ];
  const expected = plan.predictions[id]?.answer;
  if (expected === undefined) return checks;
  const truth = after.truth ?? 'nothing: its moment did not come';
  return [...checks, check(`${name}: ${id} comes out as "${expected}"`, truth !== expected && `the run says ${truth}`)];
}

function checkAlternative(lesson: Lesson, other: Instead, seed?: number): Check {
  const steps = playLesson(lesson, other, seed);
  const from = steps.findIndex(({ id }) => id === other.step);
  const problems = steps.slice(from).flatMap(({ id, after, refused }) => {
    const problem = refused ?? whatIsUnmet(after);
    return problem ? [`${id}: ${problem}`] : [];
  });
  return check(`${lesson.name}: ${other.step} also by ${linesOf(other)}`, problems[0]);
}

function checkNearMiss(lesson: Lesson, other: Instead, seed?: number): Check {
  const step = playLesson(lesson, other, seed, other.step).at(-1);
  const problem = step?.refused ?? (step?.after.isDone && 'every goal is met');
  return check(`${lesson.name}: ${other.step} not by ${linesOf(other)}`, problem);
}

function check(title: string, problem: string | false | undefined): Check {
  return problem ? { title, problem } : { title };
}

function linesOf({ lines }: Instead): string {
  const words = ({ line, edits = {} }: Typed): string =>
    [line, ...Object.values(edits).map((text) => `with ${text.trim().split(/\n\s*/).at(-1) ?? ''}`)].join(' ');
  return lines.map(words).join(', ');
}

function whatIsUnmet({ goals, isDone }: StepStanding): string | undefined {
  const unmet = isDone ? undefined : goals.find(({ met }) => !met);
  return unmet && `${unmet.id} is not met: ${unmet.missing ? spell(unmet.missing) : 'it says not why'}`;
}

/** Plays the steps in order up to `last`, with other lines in one of them where asked. */
function playLesson(lesson: Lesson, other?: Instead, seed?: number, last?: string): readonly PlayedStep[] {
  const sandbox = openSandbox(recordingOf(lesson, seed));
  rest(sandbox);
  const steps = stepsOf(lesson).map(({ id }) => id);
  const wanted = last === undefined ? steps : steps.slice(0, steps.indexOf(last) + 1);
  return wanted.map((id) => {
    const lines = other?.step === id ? other.lines : (lesson.plan.solution[id] ?? []);
    return playStep(lesson, sandbox, id, lines);
  });
}

function playStep(lesson: Lesson, sandbox: Sandbox, id: string, lines: readonly Typed[]): PlayedStep {
  const now = { at: sandbox.now, acts: sandbox.recording.acts.length };
  const progress = enterStep(begin(lesson, now), id, now);
  const before = standing(lesson, progress, sandbox);
  const story: string[] = [];
  let refused: string | undefined;
  for (const typed of lines) {
    const act = actOf(lesson, typed);
    const [told, printed] = [sandbox.cluster.state.log.length, sandbox.transcript.length];
    sandbox.act(act);
    rest(sandbox);
    const answers = sandbox.transcript.slice(printed);
    const failed = answers.some(({ stream, code }) => stream === 'end' && code !== 0);
    const errors = answers.filter(({ stream }) => stream === 'err').map(({ text }) => text);
    if (failed) refused ??= `${act.line}: ${errors.join('').trim()}`;
    story.push(`$ ${act.line}`, ...sandbox.cluster.state.log.slice(told).map(lineOf));
  }
  const played = { id, before, after: standing(lesson, progress, sandbox), story };
  return refused === undefined ? played : { ...played, refused };
}

function standing(lesson: Lesson, progress: Progress, { cluster }: Sandbox): StepStanding {
  const since = progress.begun[progress.step]?.at ?? 0;
  return standingOf(lesson, progress, { state: cluster.state, index: cluster.index, since });
}

/** Lets time pass until nothing is due but what healthy parts repeat for ever, and a little longer, as somebody who watches does. */
function rest(sandbox: Sandbox): void {
  const latest = sandbox.now + restMsMax;
  while (sandbox.now < latest && sandbox.tick());
  sandbox.seek(sandbox.now + watchMs);
}

/** An entry of the log as a line: ` 20020  statefulset       podsInOrder     creates kubia-3: it is …`. */
function lineOf({ at, who, step, kind, what, because }: Entry): string {
  const head = [String(at).padStart(6), who.padEnd(16), step.padEnd(14)].join('  ');
  const verb = kind === 'does' ? '' : `${kind}: `;
  return `${head} ${verb}${spell(what)}${because ? `: ${spell(because)}` : ''}`;
}
