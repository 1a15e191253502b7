/** One turn of one part: a signal to its machine, the steps that the machine wishes for, and what they answer. */
import { carryOut } from './api-server.ts';
import type { Registry } from './store.ts';
import { reachOf } from './apart.ts';
import { startTimer } from './clock.ts';
import { doBatches, doOne, tellEvent } from './deeds.ts';
import type { Turn } from './deeds.ts';
import { equal } from './equal.ts';
import { withAbout } from './log.ts';
import type { Sentence } from './log.ts';
import { forgetIfAsleep, sendSignal, startMachine } from './machine.ts';
import type { Wish } from './machine.ts';
import type { Answer, Call, Wait } from './part.ts';
import { partNamed } from './parts.ts';
import { recordEntry } from './record-entry.ts';
import type { Signal } from './state.ts';

/** Sends the signal to the part's machine and grants its wishes, and theirs, until it has none; returns what others are told. */
export function takeTurn(cluster: Registry, [id, signal, isFromApi]: Call): readonly Call[] {
  const { state } = cluster;
  const colon = id.indexOf(':');
  const part = partNamed(id.slice(0, colon));
  const of = id.slice(colon + 1);
  const known = state.machines[id];
  const context = known?.context ?? (signal.type === 'wake' ? part.begin(cluster, of) : undefined);
  const reach = part.isOnNode && context ? reachOf(state, String(context['node'])) : 'up';
  if (!context || reach === 'still' || (reach === 'cut' && isFromApi)) return [];
  const who = part.speaksAs ?? part.name;
  const speaker = part.speaksAs === undefined ? id : `${who}:${of}`;
  const turn: Turn = { cluster, part, who, id, speaker, of, isCutOff: reach === 'cut', answers: {}, calls: [] };
  if (!known) startMachine(state, id, part.machine, context);
  const wishes: Wish[] = [...sendSignal(state, id, part.machine, signal)];
  for (let next = 0; next < wishes.length; next++) {
    const answer = grant(turn, wishes[next]!);
    if (answer === 'gone') {
      delete state.machines[id];
      return turn.calls;
    }
    if (next === wishes.length - 1) {
      wishes.push(...sendSignal(state, id, part.machine, typeof answer === 'string' ? { type: answer } : answer));
    }
  }
  noteRest(turn);
  forgetIfAsleep(state, id);
  return turn.calls;
}

/** A part that has spoken before says once that there is nothing left to do, and again where that means something else. */
function noteRest({ cluster, part, who, id, speaker, of, look, answers }: Turn): void {
  if (!part.rest || !look) return;
  const last = cluster.index.lastEntry.get(id);
  if (!last) return;
  const steps = Object.entries(answers);
  if (!steps.every(([, answer]) => isQuiet(answer))) return;
  const what = part.rest(look as never);
  const step = steps.at(-1)?.[0] ?? '';
  if (!what || (last.kind === 'rests' && isSame(last.what, what))) return;
  recordEntry(cluster, { at: cluster.state.now, who, of, step, kind: 'rests', what }, speaker);
}

/** Nothing done that is worth a line, and nothing to wait for. */
function isQuiet(answer: Answer): boolean {
  if (!answer) return true;
  if ('batches' in answer) return !answer.then && answer.batches.every((batch) => batch.length === 0);
  return 'do' in answer && !answer.then && !answer.do.some(({ what }) => what);
}

/** Runs the step; returns the signal with which the machine goes on, or `gone` when there is nothing to look after. */
function grant(turn: Turn, { step }: Wish): string | Signal {
  const { cluster, part, of, answers } = turn;
  turn.look ??= part.look(cluster, of);
  if (turn.look === undefined) return 'gone';
  const run = part.steps[step];
  if (!run) throw new Error(`${part.name} has no step "${step}"; it has ${Object.keys(part.steps).join(', ')}.`);
  const answer = run(turn.look as never, answers);
  answers[step] = answer;
  if (!answer) return 'next';
  if ('wait' in answer) return holdOn(turn, step, answer);
  if ('batches' in answer) {
    if (!doBatches(turn, step, answer)) return 'fail';
    return answer.then ? holdOn(turn, step, answer.then) : 'next';
  }
  if (answer.againMs !== undefined) startTimer(cluster.state, turn.id, 'wake', answer.againMs);
  if (!answer.do.every((deed) => doOne(turn, step, deed))) return 'fail';
  return answer.then ? holdOn(turn, step, answer.then) : (answer.signal ?? 'next');
}

/** Says what it waits for, once. */
function holdOn(turn: Turn, step: string, answer: Wait): string | Signal {
  const { cluster, who, of, id, speaker } = turn;
  const { wait, because, object, event, writes = [], againMs } = answer;
  if (againMs !== undefined) startTimer(cluster.state, id, 'wake', againMs);
  const last = cluster.index.lastEntry.get(id);
  const isNews = last?.kind !== 'waits' || !isSame(last.what, wait) || !isSame(last.because, because);
  if (!isNews) return answer.signal ?? 'wait';
  const { now: at } = cluster.state;
  recordEntry(cluster, withAbout({ at, who, of, step, kind: 'waits', what: wait }, because, object), speaker);
  for (const write of writes) carryOut(cluster, write, who);
  if (event) tellEvent(turn, event);
  return answer.signal ?? 'wait';
}

function isSame(a: Sentence | undefined, b: Sentence | undefined): boolean {
  return a?.text === b?.text && equal(a?.values, b?.values);
}
