/**
 * ordinal/store: records over HTTP, each on two members that are found through the SRV records of the Service. PUT, GET and DELETE of
 * /KEY, LIST (or GET of /) for the list. Whoever is asked asks all others, and the newest version counts.
 * Left out: what real stores do about members that come back late (repair), and about writes that meet (one of them wins).
 */
import { entry } from '../../objects/index.ts';
import type { Ask, Told } from '../network/message.ts';
import { noAnswer } from './peers.ts';
import type { Asks, Process, ReadFile } from './program.ts';
import type { Reply, Request } from './request.ts';
import { answerMember } from './store-inside.ts';
import { askForMembers, askMember, askToKeep, holdersFor, inside, isDamaged, keeping } from './store-records.ts';
import { listed, membersIn, othersIn, readRecords, recordsOf } from './store-records.ts';
import type { Member, Records, StoreRecord } from './store-records.ts';

/** One request while it is worked on. */
interface Call {
  readonly request: Request;
  readonly process: Process;
  readonly read: ReadFile;
  readonly key: string;
  readonly others: readonly Member[];
  readonly members: readonly Member[];
  /** What the other members have answered so far. */
  readonly told: readonly Told[];
}

type Answer = Reply | Asks;

const methods: Readonly<Record<string, (call: Call) => Answer>> = { PUT: put, POST: put, GET: get, DELETE: remove };

/** What the program of the image answers. */
export function serveStore(request: Request, process: Process, read: ReadFile, told: readonly Told[]): Answer {
  const { method, path } = request;
  if (isDamaged(process, read)) return say(500, 'records.json is damaged');
  if (path.startsWith(inside)) return answerMember(request, process, read, told);
  const key = keyIn(path);
  if (key === undefined) return say(400, `${path} is not written as a path is`);
  const isList = method === 'LIST' || (key === '' && method === 'GET');
  const answer = isList ? list : entry(methods, method);
  if (!answer || (key === '' && !isList)) return say(405, `${method} ${path} is not possible`);
  const isAlone = process.domain === undefined;
  if (!isAlone && told.length === 0) return { asks: [askForMembers(process)] };
  const members = membersIn(told[0], process);
  const others = othersIn(members, process);
  return answer({ request, process, read, key: isList ? '' : key, others, members, told: told.slice(isAlone ? 0 : 1) });
}

function keyIn(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice(1).split('?')[0] ?? '');
  } catch {
    return undefined;
  }
}

function say(status: number, words: string): Reply {
  return { status, body: `${words}\n` };
}

function put(call: Call): Answer {
  const { request, key, members } = call;
  const holders = holdersFor(key, members);
  const kept = spread(call, { holders, text: request.body ?? '' });
  if ('asks' in kept) return kept;
  const failed = kept.failed.filter(({ name }) => holders.includes(name));
  const on = holders.filter((name) => !failed.some((member) => member.name === name));
  const why = failed.map(({ name, why }) => `${name} does not answer (${why})`).join(', ');
  if (on.length === 0) return say(503, `${key} is not stored: ${why}`);
  const where = `${listed(on)}${on.length === 1 ? ' alone' : ''}${why === '' ? '' : `: ${why}`}`;
  return { ...say(200, `Stored ${key} on ${where}`), changes: kept.changes };
}

function remove(call: Call): Answer {
  const kept = spread(call, { holders: [], isDeleted: true });
  return 'asks' in kept ? kept : { ...say(200, `Deleted ${call.key}`), changes: kept.changes };
}

interface Spread {
  readonly changes: NonNullable<Reply['changes']>;
  readonly failed: readonly { readonly name: string; readonly why: string }[];
}

/** Tells everybody of the record; once more, with a higher version, where somebody knows a newer one. */
function spread(call: Call, record: Omit<StoreRecord, 'version'>): Asks | Spread {
  const { key, others, told, process, read } = call;
  const known = entry(recordsOf(process, read), key)?.version ?? 0;
  const asksFor = (version: number): Asks => ({
    asks: others.map((each) => askToKeep(each, key, { ...record, version })),
  });
  if (told.length < others.length) return asksFor(known + 1);
  const newest = Math.max(0, ...told.slice(0, others.length).map(refusedFor));
  const isAgain = told.length >= others.length * 2;
  if (newest > 0 && !isAgain) return asksFor(newest + 1);
  const last = told.slice(-others.length || told.length);
  const version = Math.max(known + 1, newest + 1, ...last.map(keptAs));
  const { text, ...rest } = record;
  const own = { ...rest, version, ...(record.holders.includes(process.host) && text !== undefined && { text }) };
  const failed = others.flatMap(({ name }, place) => {
    const answer = last[place];
    return answer?.kind === 'reply' ? [] : [{ name, why: noAnswer(answer) }];
  });
  return { changes: [keeping(process, read, key, own)], failed };
}

function refusedFor(told: Told): number {
  return told.kind === 'reply' && told.reply.status === 409 ? Number(told.reply.body) : 0;
}

function keptAs(told: Told): number {
  return told.kind === 'reply' && told.reply.status === 200 ? Number(told.reply.body) : 0;
}

/** What is known of the records of one key or of all, by the name of who knows it; those that did not answer with the reason. */
interface Knowledge {
  readonly known: readonly { readonly name: string; readonly records: Records }[];
  readonly silent: readonly string[];
}

function gather({ key, others, told, process, read }: Call): Asks | Knowledge {
  const asks = others.map((member): Ask => askMember(member, 'GET', key));
  if (told.length < others.length) return { asks };
  const own = { name: process.host, records: recordsOf(process, read) };
  const known = others.flatMap(({ name }, place) => {
    const answer = told[place];
    if (answer?.kind !== 'reply' || answer.reply.status !== 200) return [];
    const records = readRecords(answer.reply.body);
    return records ? [{ name, records }] : [];
  });
  const silent = others.flatMap(({ name }, place) =>
    told[place]?.kind === 'reply' ? [] : [`${name} does not answer (${noAnswer(told[place])})`],
  );
  return { known: [own, ...known], silent };
}

/** The newest that is known of a record, and who has a copy of that. */
function newestOf({ known }: Knowledge, key: string): { record: StoreRecord | undefined; on: readonly string[] } {
  const all = known.flatMap(({ name, records }) => {
    const record = entry(records, key);
    return record ? [{ name, record }] : [];
  });
  const version = Math.max(0, ...all.map(({ record }) => record.version));
  const newest = all.filter(({ record }) => record.version === version);
  const having = newest.filter(({ record }) => record.text !== undefined);
  return { record: (having[0] ?? newest[0])?.record, on: having.map(({ name }) => name).sort() };
}

function get(call: Call): Answer {
  const knowledge = gather(call);
  if ('asks' in knowledge) return knowledge;
  const { record } = newestOf(knowledge, call.key);
  if (!record || record.isDeleted) return say(404, `There is no record ${call.key}`);
  if (record.text === undefined) return say(503, `${call.key} is ${lost(record)}`);
  return { status: 200, body: record.text };
}

function lost({ holders }: StoreRecord): string {
  return `lost: ${listed(holders)}, which kept it, ${holders.length === 1 ? 'is' : 'are'} gone`;
}

function list(call: Call): Answer {
  const knowledge = gather(call);
  if ('asks' in knowledge) return knowledge;
  const keys = [...new Set(knowledge.known.flatMap(({ records }) => Object.keys(records)))].sort();
  const lines = keys.flatMap((key) => {
    const { record, on } = newestOf(knowledge, key);
    if (!record || record.isDeleted) return [];
    if (on.length === 0) return [`${key}: ${lost(record)}`];
    return [`${key}: ${listed(on)}${on.length === 1 ? ' alone' : ''}`];
  });
  const said = [...lines, ...knowledge.silent];
  return { status: 200, body: said.length === 0 ? 'No records\n' : said.map((line) => `${line}\n`).join('') };
}
