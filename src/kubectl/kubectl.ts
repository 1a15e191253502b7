/**
 * Read first: one line in, text out. The line is split as a shell does it, the verb is looked up in `verbs/known.ts`,
 * its flags are read, and it runs. A command that goes on (`get --watch`, `delete` waiting) leaves a `Follow`: plain data,
 * with which `goOn` prints what later changes bring.
 */
import type { Change, Cluster } from '../cluster/index.ts';
import type { Answer, Call, Follow } from './answer.ts';
import { spellFailures } from './failures.ts';
import type { Failure } from './failures.ts';
import { globalFlags, isOn, parseFlags, textOf } from './flags.ts';
import { groupHelp, helpText, isGroup, isRealCommand, unknownCommand, verbHelp } from './help.ts';
import { hintFor } from './hints.ts';
import { splitLine } from './line.ts';
import { followers, verbs } from './verbs/known.ts';
import type { Paper, Request, Verb } from './verbs/verb.ts';
import { newPaper } from './verbs/verb.ts';

/** Runs one line that begins with `kubectl`. */
export function kubectl(cluster: Cluster, call: Call): Answer {
  const split = splitLine(call.line);
  if ('problem' in split) return refuse(`bash: ${split.problem}\n`, 2);
  const [program, ...words] = split.words;
  if (program !== 'kubectl') return refuse(`bash: ${program ?? ''}: command not found\n`, 127);
  return run(cluster, call, words);
}

function run(cluster: Cluster, call: Call, words: readonly string[]): Answer {
  const before = parseFlags(globalFlags, words, true);
  if ('problem' in before) return refuse(`error: ${before.problem}\nSee 'kubectl --help' for usage.\n`);
  const [name] = before.args;
  const rest = before.rest ?? [];
  if (name === undefined || (name === 'help' && rest.length === 0)) return printed(helpText());
  if (name === 'help') return helpOn(rest);
  const found = findVerb(name, rest);
  if (!found) return isGroup(name) ? incomplete(name, rest) : unknown(name);
  const { verb, path, words: own } = found;
  const parsed = parseFlags({ ...globalFlags, ...verb.flags }, own);
  if ('problem' in parsed) return refuse(`error: ${parsed.problem}\nSee 'kubectl ${path} --help' for usage.\n`);
  return runVerb(cluster, call, verb, { args: parsed.args, given: { ...before.given, ...parsed.given } });
}

interface Found {
  readonly verb: Verb;
  readonly path: string;
  readonly words: readonly string[];
}

/** A verb of two words, such as `rollout status`, or else of one; and the words behind it. */
function findVerb(name: string, words: readonly string[]): Found | undefined {
  const [second = '', ...rest] = words;
  const long = `${name} ${second}`;
  if (verbs[long]) return { verb: verbs[long], path: long, words: rest };
  return verbs[name] && { verb: verbs[name], path: name, words };
}

function runVerb(cluster: Cluster, call: Call, verb: Verb, { args, given }: Pick<Request, 'args' | 'given'>): Answer {
  if (isOn(given, 'help')) return printed(verbHelp(verb));
  const paper = newPaper();
  const namespace = textOf(given, 'namespace') ?? call.namespace;
  verb.run({ cluster, args, given, namespace, files: call.files }, paper);
  return answerOf(paper);
}

function answerOf(paper: Paper): Answer {
  const { out, err, failures, changes, follow, hint = hintFor(failures) } = paper;
  const text = err + spellFailures(failures.filter(isSpoken));
  const end = follow ? { follow } : { code: failures.length > 0 ? 1 : 0 };
  return { out, err: text, changes, ...end, ...(hint === undefined ? {} : { hint }) };
}

/** A verb that has already said what is wrong leaves an empty failure for the exit code. */
function isSpoken(failure: Failure): boolean {
  return !('text' in failure) || failure.text !== '';
}

function printed(out: string): Answer {
  return { out, err: '', code: 0, changes: [] };
}

function refuse(err: string, code = 1, hint?: string): Answer {
  return { out: '', err, code, changes: [], ...(hint === undefined ? {} : { hint }) };
}

function unknown(name: string): Answer {
  const known = Object.keys(verbs).join(', ');
  const hint = isRealCommand(name) ? `This cluster has no "kubectl ${name}" yet; it knows: ${known}.` : undefined;
  return refuse(`error: ${unknownCommand(name)}\n`, 1, hint);
}

/** The first word of a verb that has two, without the second. */
function incomplete(name: string, words: readonly string[]): Answer {
  if (words.includes('--help') || words.includes('-h')) return printed(groupHelp(name));
  if (words.length === 0) return { out: groupHelp(name), err: '', code: 1, changes: [] };
  const complaint = `unknown command ${JSON.stringify(words.join(' '))}`;
  return refuse(`error: ${complaint}\nSee 'kubectl ${name} -h' for help and examples\n`);
}

function helpOn([name = '', ...words]: readonly string[]): Answer {
  const found = findVerb(name, words);
  if (found) return printed(verbHelp(found.verb));
  return isGroup(name) ? printed(groupHelp(name)) : unknown(name);
}

/** Goes on with a running command after changes, or after time has passed without any. */
export function goOn(cluster: Cluster, follow: Follow, changes: readonly Change[]): Answer {
  const carryOn = followers[follow.verb] as ((...given: readonly unknown[]) => Answer) | undefined;
  if (!carryOn) throw new Error(`kubectl ${follow.verb} goes on, but has not been learnt.`);
  return carryOn(cluster, follow, changes);
}

/** Does it know what this line asks for, or has it to learn more verbs first? Lines of other programs ask for none. */
export function knows(line: string): boolean {
  const split = splitLine(line);
  const [program, name = ''] = 'problem' in split ? [] : split.words;
  return program !== 'kubectl' || name in verbs;
}
