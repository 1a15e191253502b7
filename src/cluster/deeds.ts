/** How a turn's deeds are done: what must come first, the writes, their line in the log, their Event, what follows. */
import { isApiError, kindOf, readKey } from '../objects/index.ts';
import type { ApiError, ApiObject } from '../objects/index.ts';
import { carryOut } from './api-server.ts';
import type { Write } from './api-server.ts';
import type { Registry } from './store.ts';
import { keepApart } from './apart.ts';
import { carryOutHere, isLocal } from './local-writes.ts';
import type { LocalWrite } from './local-writes.ts';
import type { Entry } from './log.ts';
import { say, withAbout } from './log.ts';
import type { Answer, AnyPart, Batches, Call, Deed, DeedEvent } from './part.ts';
import { recordEntry } from './record-entry.ts';
import { recordEvent } from './record-event.ts';
import type { PartId } from './state.ts';

/** One turn of one part, while it lasts. */
export interface Turn {
  readonly cluster: Registry;
  readonly part: AnyPart;
  /** In whose name it writes and speaks. */
  readonly who: string;
  readonly id: PartId;
  /** Under which name its lines of the log are found again. */
  readonly speaker: PartId;
  readonly of: string;
  /** Nobody hears what it writes: its machine is cut off. */
  readonly isCutOff: boolean;
  readonly answers: Record<string, Answer>;
  /** What other parts are told when the turn is over. */
  readonly calls: Call[];
  /** Taken at the first wish, and the same for all steps of the turn. */
  look?: unknown;
}

/** Batch by batch: of each first what comes before its deeds, then those deeds for which that went well; false after a batch with a refusal. */
export function doBatches(turn: Turn, step: string, { batches }: Batches): boolean {
  for (const batch of batches) {
    const ready = batch.filter((deed) => doBefore(turn, step, deed) === undefined);
    const accepted = ready.filter((deed) => doItself(turn, step, deed) === undefined);
    if (accepted.length < batch.length) return false;
  }
  return true;
}

/** Does what must come first, then the deed, then what follows; false when something was refused. */
export function doOne(turn: Turn, step: string, deed: Deed): boolean {
  return whyNot(turn, step, deed) === undefined;
}

/** Does the deed with all that belongs to it; answers with the message of the refusal, if there is one. */
function whyNot(turn: Turn, step: string, deed: Deed): string | undefined {
  return doBefore(turn, step, deed) ?? doItself(turn, step, deed);
}

/** One refusal does not keep the others from being tried; the Event names them all (util/errors, NewAggregate). */
function doBefore(turn: Turn, step: string, { before = [], event }: Deed): string | undefined {
  const refusals = before.flatMap((first) => {
    const message = whyNot(turn, step, first);
    return message === undefined ? [] : [`${first.blame ?? ''}${message}`];
  });
  if (refusals.length === 0) return undefined;
  const message = refusals.length === 1 ? refusals[0]! : `[${refusals.join(', ')}]`;
  if (event) tellEvent(turn, event, message);
  return message;
}

function doItself(turn: Turn, step: string, deed: Deed): string | undefined {
  const { cluster, who, of, speaker } = turn;
  const { what, because, object, event, writes, tells = [], after = [], anyway = [] } = deed;
  const { now: at } = cluster.state;
  const refusal = deed.obstacle === undefined ? firstRefusal(turn, writes) : { message: deed.obstacle };
  const isTried = deed.obstacle === undefined && refusal?.refused?.reason !== 'AlreadyExists';
  if (refusal) {
    const { message, refused } = refusal;
    if (event && refused?.reason !== 'AlreadyExists') tellEvent(turn, event, message);
    const tried = what ?? say('a write of {part}', { part: who });
    const answer = say('the answer is: {message}', { message });
    const entry = withAbout({ at, who, of, step, kind: 'fails', what: tried }, answer, object);
    recordEntry(cluster, refused ? { ...entry, refused } : entry, speaker);
    if (isTried) doAll(turn, step, anyway);
    return deed.mayBeGone && refused?.reason === 'NotFound' ? undefined : message;
  }
  if (what) recordEntry(cluster, withAbout({ at, who, of, step, kind: 'does', what }, because, object), speaker);
  if (event) tellEvent(turn, event);
  turn.calls.push(...tells);
  return doAll(turn, step, anyway) ?? doAll(turn, step, after);
}

/** One after the other, up to the first refusal, which is the answer. */
function doAll(turn: Turn, step: string, deeds: readonly Deed[]): string | undefined {
  for (const deed of deeds) {
    const message = whyNot(turn, step, deed);
    if (message !== undefined) return message;
  }
  return undefined;
}

interface Refusal {
  readonly message: string;
  readonly refused?: NonNullable<Entry['refused']> & { readonly reason: ApiError['reason'] };
}

/** Carries the writes out, in order, up to the first refusal. */
function firstRefusal(turn: Turn, writes: readonly (Write | LocalWrite)[]): Refusal | undefined {
  for (const write of writes) {
    const answer = carry(turn, write);
    if (!answer || !isApiError(answer)) continue;
    const { message, code, reason } = answer;
    return { message, refused: { ...askedOf(write), code, reason } };
  }
  return undefined;
}

/** What stays on the machine is done there; the rest is asked of the API server, if it can be reached. */
function carry({ cluster, who, isCutOff }: Turn, write: Write | LocalWrite): ApiObject | ApiError | undefined {
  if (isLocal(write)) return carryOutHere(cluster, write);
  return isCutOff ? void keepApart(cluster.state, write) : carryOut(cluster, write, who);
}

/** Records the Event; nobody hears of one from a machine that is cut off. */
export function tellEvent({ cluster, who, isCutOff }: Turn, event: DeedEvent, refusal?: string): void {
  if (!isCutOff) recordEvent(cluster, event, who, refusal);
}

/** The verb and the resource of a write, as a log of the API server names them. */
function askedOf(write: Write | LocalWrite): { verb: string; target: string } {
  if (isLocal(write)) return { verb: write.verb, target: 'path' in write ? `files/${write.path}` : '' };
  if (write.verb === 'bind') return { verb: 'create', target: `pods/${write.pod.metadata.name}/binding` };
  const { kind, name } =
    'object' in write ? { kind: write.object.kind, name: write.object.metadata.name } : readKey(write.key);
  const subresource = write.verb === 'update' && write.subresource ? `/${write.subresource}` : '';
  return { verb: write.verb === 'own' ? 'patch' : write.verb, target: `${kindOf(kind).plural}/${name}${subresource}` };
}
