/**
 * How a member of an ordinal/store leaves in order: on SIGTERM it goes through its records one by one and has the other member that keeps a
 * copy make a new one. Where that one has left as well nobody is left to do so.
 */
import { say } from '../log.ts';
import type { Told } from '../network/message.ts';
import { noAnswer } from './peers.ts';
import type { Cause, Process, ReadFile, Working } from './program.ts';
import { isList, isRecord, isText, readJson } from './read-json.ts';
import { memoryOf } from './start-up.ts';
import { askForMembers, askMember, keeping, membersIn, readRecord, recordsOf } from './store-records.ts';
import type { Member } from './store-records.ts';

const usualTransferMs = 500;

interface Leaving {
  readonly step: 'pause' | 'members' | 'hand';
  /** The keys of the records that are still to be handed over. */
  readonly keys: readonly string[];
  readonly count: number;
  readonly members: readonly Member[];
}

/** What a store does of itself: it says that it starts, and goes in order. TRANSFER_MS says how long it takes over a record. */
export function workStore(process: Process, read: ReadFile, { heard, isStopping }: Cause): Working {
  const path = memoryOf(process);
  const said = read(path);
  if (said === undefined) return { changes: [{ path, text: '' }], log: [greeting(process, read)] };
  if (!isStopping) return {};
  const leaving = readJson<Leaving>(said, isLeaving);
  const { next, ...working } = leaving ? goOn({ process, read, leaving }, heard?.told) : begin(process, read);
  const changes = [...(working.changes ?? []), ...(next ? [{ path, text: JSON.stringify(next) }] : [])];
  return { ...working, changes };
}

function isLeaving(value: unknown): boolean {
  const { keys, members } = (value ?? {}) as Partial<Record<string, unknown>>;
  return isList(keys, isText) && isList(members, (member) => isRecord(member));
}

type Next = Working & { readonly next?: Leaving };

function greeting(process: Process, read: ReadFile): string {
  const own = Object.values(recordsOf(process, read)).filter(({ text }) => text !== undefined);
  return `${process.host} listens on port 7000 with ${own.length} records`;
}

function begin(process: Process, read: ReadFile): Next {
  const own = Object.entries(recordsOf(process, read)).filter(([, { text }]) => text !== undefined);
  const keys = own.map(([key]) => key).sort();
  const count = keys.length;
  if (count === 0) return { exitCode: 0, log: ['leaves; there is nothing to hand over'] };
  const next: Leaving = { step: 'members', keys, count, members: [] };
  const says = say('{pod} hands over {count} records before it ends', { pod: process.host, count });
  return { says, next, log: [`leaves; ${count} records to hand over`], pauseMs: transferMs(process) };
}

function transferMs({ env }: Process): number {
  return Number(env['TRANSFER_MS'] ?? usualTransferMs) || usualTransferMs;
}

interface Here {
  readonly process: Process;
  readonly read: ReadFile;
  readonly leaving: Leaving;
}

function goOn(here: Here, told: Told | undefined): Next {
  const { process, leaving } = here;
  if (told?.kind === 'names') return { next: { ...leaving, members: membersIn(told, process), step: 'hand' } };
  if (told) return leaving.step === 'hand' ? take(here, told) : { next: { ...leaving, members: [], step: 'hand' } };
  const [key] = leaving.keys;
  if (key === undefined) {
    const says = say('{pod} has gone through its {count} records and ends', {
      pod: process.host,
      count: leaving.count,
    });
    return { exitCode: 0, says, log: ['all records are gone through; ends'] };
  }
  if (leaving.step === 'pause') return { next: { ...leaving, step: 'members' }, pauseMs: transferMs(process) };
  return leaving.step === 'members' ? { asks: [askForMembers(process)] } : hand(here, key);
}

/** Asks the other one that keeps the record. */
function hand({ process, read, leaving }: Here, key: string): Next {
  const holders = recordsOf(process, read)[key]?.holders ?? [];
  const others = holders.filter((name) => name !== process.host);
  const member = leaving.members.find(({ name }) => others.includes(name));
  if (member) return { asks: [askMember(member, 'POST', key, { headers: { leaving: process.host } })] };
  const [other = 'nobody else'] = others;
  const says = say('{pod} leaves with the last copy of {key}: {other} is gone, too', { pod: process.host, key, other });
  // Nothing was asked: it goes on with the next one at once.
  return {
    next: without(leaving),
    says,
    log: [`${key}: ${other} is gone, too; nobody is left to copy it`],
    pauseMs: 0,
  };
}

function without(leaving: Leaving): Leaving {
  return { ...leaving, keys: leaving.keys.slice(1), step: 'pause' };
}

/** The other one has made a new copy, or could not; then the record stays where it is. */
function take({ process, read, leaving }: Here, told: Told): Next {
  const [key = ''] = leaving.keys;
  const next = without(leaving);
  if (told.kind !== 'reply' || told.reply.status !== 200) {
    const why = told.kind === 'reply' ? told.reply.body.trim() : noAnswer(told);
    return { next, log: [`${key}: not handed over, ${why}`] };
  }
  const record = readRecord(told.reply.body);
  if (!record) return { next, log: [`${key}: not handed over, the answer is not a record`] };
  const { version, holders } = record;
  const log = [`${key}: now on ${holders.join(' and ')}`];
  return { next, log, changes: [keeping(process, read, key, { version, holders })] };
}
