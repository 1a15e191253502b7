import type { Change, Cluster, Written, Write } from '../../cluster/index.ts';
import { submit } from '../../cluster/index.ts';
import type { ApiError, ApiObject } from '../../objects/index.ts';
import type { Follow } from '../answer.ts';
import type { Failure } from '../failures.ts';
import type { Flags, Given } from '../flags.ts';
import { isOn, textOf } from '../flags.ts';
import { learnt } from '../learnt.ts';
import { nameOf } from '../object-name.ts';
import type { Scope } from '../targets.ts';

/** A verb of kubectl: how it is written, what it does, its flags, and its work. */
export interface Verb {
  readonly usage: string;
  readonly does: string;
  readonly flags: Flags;
  run(request: Request, paper: Paper): void;
}

/** What was asked. */
export interface Request {
  readonly cluster: Cluster;
  readonly args: readonly string[];
  readonly given: Given;
  /** How many words stood before `--`, where it was given. */
  readonly dash?: number;
  readonly namespace: string;
  /** What the commands remember that still run in this terminal. */
  readonly running: readonly Follow[];
  readonly files: Readonly<Record<string, string>>;
  /** The cluster is a copy: nobody is to be told of what happens in it. */
  readonly isDry?: true;
}

/** Where a verb writes what it has to say and what it did; the failures come last and give the exit code. */
export interface Paper {
  out: string;
  err: string;
  readonly failures: Failure[];
  readonly changes: Change[];
  follow?: Follow;
  hint?: string;
  /** The exit code, where it is not that of success or of failure. */
  code?: number;
}

/** An empty sheet. */
export function newPaper(): Paper {
  return { out: '', err: '', failures: [], changes: [] };
}

/** Writes a line to standard output. */
export function say(paper: Paper, line: string): void {
  paper.out += `${line}\n`;
}

/** Writes a warning to standard error, the same one only once. */
export function warn(paper: Paper, text: string): void {
  const line = `Warning: ${text}\n`;
  if (!paper.err.includes(line)) paper.err += line;
}

/** Notes a failure in kubectl's own words. */
export function fail(paper: Paper, text: string): void {
  paper.failures.push({ text });
}

/** Notes a failure among several that kubectl gathers: such a list comes without `error: `, even when it has only one item. */
export function complain(paper: Paper, text: string): void {
  paper.err += `${text}\n`;
  paper.failures.push({ text: '' });
}

/** Asks the API server for a change and notes what it led to. */
export function write({ cluster, isDry }: Request, paper: Paper, asked: Write): ApiObject | ApiError {
  const { answer, changes }: Written = submit(cluster, asked);
  if (!isDry) paper.changes.push(...changes);
  return answer;
}

/** The flags that say which objects are meant. */
export const selectionFlags: Flags = {
  selector: { takes: 'text', short: 'l', says: 'only objects with these labels, such as app=web' },
  'field-selector': { takes: 'text', says: 'only objects with these fields, such as status.phase=Running' },
  'all-namespaces': { takes: 'switch', short: 'A', says: 'in all namespaces' },
};

/** The flags for files. */
export const fileFlags: Flags = {
  filename: { takes: 'list', short: 'f', says: 'the file with the objects, or - for standard input' },
  recursive: { takes: 'switch', short: 'R' },
};

/** The flag for what is printed of an object that was written. */
export const outputFlags: Flags = {
  output: { takes: 'text', short: 'o', says: 'name, yaml, json or jsonpath=…' },
};

/** Says what became of an object, or shows it, as `-o` asks. */
export function report({ given }: Request, paper: Paper, object: ApiObject, said: string): void {
  const format = textOf(given, 'output') ?? '';
  if (!showObject(paper, object, format)) say(paper, `${nameOf(object)} ${said}`);
}

/** Shows an object in one of the formats that show one; answers whether this is one. */
export function showObject(paper: Paper, object: ApiObject, format: string): boolean {
  const shown = format === '' ? undefined : learnt().shown(object, format);
  if (!shown) return false;
  if ('problem' in shown) fail(paper, shown.problem);
  else paper.out += `${shown.isDocument && paper.out !== '' ? '---\n' : ''}${shown.text}`;
  return true;
}

/** The scope that the selection flags give. */
export function scopeOf({ given, namespace }: Request): Scope {
  return {
    ...(isOn(given, 'all-namespaces') ? {} : { namespace }),
    labels: textOf(given, 'selector') ?? '',
    fields: textOf(given, 'field-selector') ?? '',
  };
}

/** kubectl's answer to a command that names no objects. */
export const mustSpecify = `you must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;
