/** What a member of an ordinal/store keeps: its own copies, and of every record who has one. */
import { draw } from '../chance.ts';
import type { Ask, Told } from '../network/message.ts';
import { targetsOf } from './peers.ts';
import type { Process, ReadFile } from './program.ts';
import { isList, isRecord, isText, readJson } from './read-json.ts';
import type { FileChange, Request } from './request.ts';

/** What a member knows of a record; those that keep a copy have its text as well. */
export interface StoreRecord {
  readonly version: number;
  readonly holders: readonly string[];
  readonly text?: string;
  readonly isDeleted?: true;
}

/** Records by their keys. */
export type Records = Readonly<Record<string, StoreRecord>>;

/** A member as it is found: its name, and the name under which it can be asked. */
export interface Member {
  readonly name: string;
  readonly host: string;
}

const port = 7000;
const copies = 2;
const limitMs = 5000;

/** Where messages between members go. */
export const inside = '/_/';

function fileOf({ mounts }: Process): string {
  return `${mounts[0] ?? '/data'}/records.json`;
}

function isStoreRecord(value: unknown): boolean {
  const { version, holders, text = '' } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof version === 'number' && isList(holders, isText) && isText(text);
}

/** One record from a text; nothing where the text says something else. */
export function readRecord(text: string): StoreRecord | undefined {
  return readJson(text, isStoreRecord);
}

/** Records from a text; nothing where the text says something else. */
export function readRecords(text: string): Records | undefined {
  return readJson(text, (value) => isRecord(value, isStoreRecord));
}

/** Has somebody written something else into the file of the process? */
export function isDamaged(process: Process, read: ReadFile): boolean {
  return readRecords(read(fileOf(process)) ?? '{}') === undefined;
}

/** All that the process knows: of a damaged file nothing. */
export function recordsOf(process: Process, read: ReadFile): Records {
  return readRecords(read(fileOf(process)) ?? '{}') ?? {};
}

/** Writes what is known of one record. */
export function keeping(process: Process, read: ReadFile, key: string, record: StoreRecord): FileChange {
  const records = { ...recordsOf(process, read), [key]: record };
  return { path: fileOf(process), text: JSON.stringify(records) };
}

/** The question for who is there: the SRV records of the governing Service. */
export function askForMembers({ domain = '' }: Process): Ask {
  return { kind: 'name', name: domain, type: 'SRV', isSearched: false };
}

/** Those that were found, by name. A process that has no Service of its own, or finds nobody there, is alone. */
export function membersIn(told: Told | undefined, self: Process): readonly Member[] {
  const targets = targetsOf(told);
  if (typeof targets === 'string' || targets.length === 0) return [{ name: self.host, host: self.host }];
  const members = targets.map((host) => ({ name: host.split('.')[0] ?? '', host }));
  return members.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** All but this one. */
export function othersIn(members: readonly Member[], { host }: Process): readonly Member[] {
  return members.filter(({ name }) => name !== host);
}

/** Which members keep a record: the two that a hash of their names and the key puts first, the same for whoever works it out. */
export function holdersFor(key: string, members: readonly Member[], count = copies): readonly string[] {
  const rank = ({ name }: Member): number => draw(0, key, name);
  const ranked = [...members].sort((a, b) => rank(b) - rank(a));
  return ranked
    .slice(0, count)
    .map(({ name }) => name)
    .sort();
}

/** A message to another member. */
export function askMember({ host }: Member, method: string, key: string, more: Partial<Request> = {}): Ask {
  const request: Request = { method, path: inside + key, ...more };
  return { kind: 'request', host, port, request, limitMs };
}

/** Tells a member of a record; the text goes only to those that keep it. */
export function askToKeep(member: Member, key: string, record: StoreRecord): Ask {
  const { text, ...known } = record;
  const body = JSON.stringify(known.holders.includes(member.name) ? { ...known, text } : known);
  return askMember(member, 'PUT', key, { body });
}

/** Names with commas and an `and`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? 'nobody';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
