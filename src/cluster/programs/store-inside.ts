/** What members of an ordinal/store say to each other. */
import { entry } from '../../objects/index.ts';
import type { Told } from '../network/message.ts';
import type { Asks, Process, ReadFile } from './program.ts';
import type { Reply, Request } from './request.ts';
import { askForMembers, askToKeep, holdersFor, inside, keeping } from './store-records.ts';
import { membersIn, othersIn, readRecord, recordsOf } from './store-records.ts';
import type { StoreRecord } from './store-records.ts';

/** Answers another member. */
export function answerMember(request: Request, process: Process, read: ReadFile, told: readonly Told[]): Reply | Asks {
  const { method, path, body = '', headers = {} } = request;
  const key = path.slice(inside.length);
  const records = recordsOf(process, read);
  if (method === 'GET') {
    const asked = key === '' ? records : Object.fromEntries(Object.entries(records).filter(([name]) => name === key));
    return { status: 200, body: JSON.stringify(asked) };
  }
  const known = entry(records, key);
  if (method === 'POST') return known ? copy({ process, read, key, known }, headers['leaving'] ?? '', told) : missing;
  const record = readRecord(body);
  if (!record) return { status: 400, body: 'not a record' };
  if (known && known.version >= record.version) return { status: 409, body: String(known.version) };
  return { status: 200, body: String(record.version), changes: [keeping(process, read, key, record)] };
}

const missing: Reply = { status: 404, body: 'not here' };

interface Duty {
  readonly process: Process;
  readonly read: ReadFile;
  readonly key: string;
  readonly known: StoreRecord;
}

/** One of the two that keep a record leaves: the other one makes a new copy on the member that comes next by the rule. */
function copy(
  { process, read, key, known }: Duty,
  leaving: string,
  [names, ...answers]: readonly Told[],
): Reply | Asks {
  if (known.text === undefined) return missing;
  if (!names) return { asks: [askForMembers(process)] };
  const members = membersIn(names, process).filter(({ name }) => name !== leaving);
  const others = othersIn(members, process);
  const [next] = holdersFor(key, others, 1);
  const holders = [process.host, ...(next === undefined ? [] : [next])].sort();
  const record: StoreRecord = { version: known.version + 1, holders, text: known.text };
  if (answers.length < others.length) return { asks: others.map((member) => askToKeep(member, key, record)) };
  const place = others.findIndex(({ name }) => name === next);
  const answer = answers[place];
  const isKept = answer?.kind === 'reply' && answer.reply.status === 200;
  if (next !== undefined && !isKept) return { status: 503, body: `${next} does not answer` };
  return {
    status: 200,
    body: JSON.stringify({ ...record, text: undefined }),
    changes: [keeping(process, read, key, record)],
  };
}
