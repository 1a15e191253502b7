/**
 * Read first: a POSIX shell that can stop at any step. It works until it must wait (time, an answer from the network, a line) or ends; then
 * its frames are plain data, and it goes on from there when what it waited for has come.
 * Left out: work beside each other (the members of a pipe run one after the other, `&` is refused), functions, `case`, signals and traps.
 */
import type { Told } from '../network/message.ts';
import { readScript } from './parse.ts';
import { charactersMax, emit, mayCome, pop, push, saved, takeLine, top } from './run.ts';
import type { Run } from './run.ts';
import { endOfFile } from './script.ts';
import type { Phrase } from './script.ts';
import type { Frame, Shell, Standing } from './shell-state.ts';
import { callAgain, finish, readInto, redirect, runSimple, valuesOf } from './simple.ts';
import { troubleIn } from './trouble.ts';

/** Goes on with a shell; what it was told, if it asked something. */
export function goOn(run: Run, told?: Told): Standing {
  const { shell } = run;
  const { calling } = top(run) ?? {};
  if (calling?.waitsFor === 'told' && told) calling.told = [...calling.told, told];
  while (shell.frames.length > 0) {
    if (++shell.steps > run.stepsMax || run.written > charactersMax) return exhausted(run);
    stepOrSay(run, top(run)!);
    if (run.stop) return standingOf(run, run.stop);
  }
  return { is: 'over', code: shell.status };
}

function standingOf({ shell }: Run, stop: NonNullable<Run['stop']>): Standing {
  if ('ask' in stop) return { is: 'asking', ask: stop.ask };
  if ('prompt' in stop) return { is: 'listening', prompt: stop.prompt };
  return { is: 'asleep', ms: stop.ms, isEndless: shell.frames.some(isEndless) };
}

/** Is it a loop that nothing but `break` ends? */
function isEndless({ phrase }: Frame): boolean {
  if (phrase?.kind !== 'while' || phrase.test.kind !== 'simple') return false;
  const [first] = phrase.test.words[0] ?? [];
  const word = first && 'text' in first ? first.text : '';
  return (phrase.isUntil ? ['false'] : ['true', ':']).includes(word);
}

const killedCode = 137;

function exhausted(run: Run): Standing {
  const { stepsMax, shell, written } = run;
  const what =
    written > charactersMax
      ? `has worked on more than ${charactersMax} characters`
      : `has taken ${stepsMax} steps (limits.commandSteps)`;
  shell.frames.length = 0;
  shell.status = killedCode;
  emit(run, 2, `ordinal: this command ${what} while no time passed; it is ended\n`);
  return { is: 'over', code: killedCode };
}

type Stepper<Kind extends Phrase['kind']> = (run: Run, frame: Frame, phrase: Extract<Phrase, { kind: Kind }>) => void;

const steppers: { readonly [Kind in Phrase['kind']]: Stepper<Kind> } = {
  simple: runSimple,
  list: (run, frame, { phrases }) => next(run, phrases[frame.at++]),
  and: (run, frame, { left, right }) => stepPair(run, frame, left, right),
  or: (run, frame, { left, right }) => stepPair(run, frame, left, right),
  pipe: stepPipe,
  if: stepIf,
  while: stepWhile,
  for: stepFor,
  group: stepGroup,
  subshell: stepGroup,
};

/** What is wrong with a command ends it, and whatever it has begun. */
function stepOrSay(run: Run, frame: Frame): void {
  try {
    step(run, frame);
  } catch (error) {
    emit(run, 2, `sh: ${troubleIn(error)}\n`);
    while (top(run) && top(run) !== frame) pop(run);
    finish(run, 2);
  }
}

function step(run: Run, frame: Frame): void {
  if (frame.calling) return callAgain(run, frame, frame.calling);
  if (frame.session !== undefined) return stepSession(run, frame);
  if (!frame.phrase) return pop(run);
  (steppers[frame.phrase.kind] as Stepper<Phrase['kind']>)(run, frame, frame.phrase);
}

/** Goes into the phrase, or out of the innermost frame when there is none. */
function next(run: Run, phrase: Phrase | undefined): void {
  if (phrase) push(run, { phrase, at: 0 });
  else pop(run);
}

function stepPair(run: Run, frame: Frame, left: Phrase, right: Phrase): void {
  const { at } = frame;
  frame.at += 1;
  if (at === 0) return next(run, left);
  const goesOn = (run.shell.status === 0) === (frame.phrase?.kind === 'and');
  next(run, at === 1 && goesOn ? right : undefined);
}

/** One member after the other; what one writes, the next one reads. */
function stepPipe(run: Run, frame: Frame, { phrases, isNegated }: Extract<Phrase, { kind: 'pipe' }>): void {
  const { shell } = run;
  const place = frame.at++;
  const member = phrases[place];
  if (!member) {
    if (isNegated) shell.status = shell.status === 0 ? 1 : 0;
    return pop(run);
  }
  if (phrases.length === 1) return next(run, member);
  const isLast = place === phrases.length - 1;
  const stdin = place === 0 ? {} : { stdin: frame.handed ?? '' };
  delete frame.handed;
  push(run, { phrase: { kind: 'list', phrases: [member] }, at: 0, saved: saved(shell), isShell: true, ...stdin });
  if (!isLast) top(run)!.out = { to: 'text' };
}

/** Even places: a test; odd places: what follows from it. */
function stepIf(run: Run, frame: Frame, { branches, otherwise }: Extract<Phrase, { kind: 'if' }>): void {
  const place = frame.at++;
  if (place > branches.length * 2) return pop(run);
  const [test, then] = branches[place >> 1] ?? [];
  if (place % 2 === 0) {
    if (test) return next(run, test);
    if (!otherwise) run.shell.status = 0;
    return next(run, otherwise);
  }
  if (run.shell.status !== 0) return;
  frame.at = branches.length * 2 + 1;
  next(run, then);
}

function stepWhile(run: Run, frame: Frame, { test, body, isUntil }: Extract<Phrase, { kind: 'while' }>): void {
  if (frame.at === 0) {
    frame.at = 1;
    return next(run, test);
  }
  const goesOn = (run.shell.status === 0) !== isUntil;
  frame.at = 0;
  if (goesOn) return next(run, body);
  run.shell.status = 0;
  pop(run);
}

function stepFor(run: Run, frame: Frame, phrase: Extract<Phrase, { kind: 'for' }>): void {
  const values = frame.values ?? valuesOf(run, frame, phrase.words);
  if (!values) return;
  frame.values = values;
  const value = values[frame.at++];
  if (value === undefined) return pop(run);
  run.shell.vars[phrase.name] = value;
  next(run, phrase.body);
}

function stepGroup(run: Run, frame: Frame, phrase: Extract<Phrase, { kind: 'group' | 'subshell' }>): void {
  if (frame.at++ > 0) return pop(run);
  if (!redirect(run, frame, phrase.redirections)) return pop(run);
  if (phrase.kind === 'subshell') Object.assign(frame, { saved: saved(run.shell), isShell: true });
  next(run, phrase.body);
}

/** A shell that reads its lines from somebody who types, or from a pipe. */
function stepSession(run: Run, frame: Frame): void {
  const line = takeLine(run);
  if (line === undefined && mayCome(run)) {
    run.stop = { prompt: frame.session === '' ? promptOf(run.shell, run) : '> ' };
    return;
  }
  const text = line === undefined ? (frame.session ?? '') : `${frame.session ?? ''}${line}\n`;
  if (line === undefined && text === '') return pop(run);
  const script = readScript(text);
  const isPartial = 'unexpected' in script && script.unexpected === endOfFile && line !== undefined;
  frame.session = isPartial ? text : '';
  if (!isPartial) begin(run, text);
}

function promptOf({ cwd }: Shell, { here }: Run): string {
  return here.userland === 'busybox' ? `${cwd} # ` : '# ';
}

/** Goes into the next line of a session, or says what is wrong with it. */
function begin(run: Run, text: string): void {
  const frame: Frame = { at: 0 };
  push(run, frame);
  readInto(run, frame, text);
}
