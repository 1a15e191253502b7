/**
 * Read first: one line in, text out. The line is split as a shell does it, the verb is looked up in `verbs/known.ts`,
 * its flags are read, and it runs. A command that goes on (`get --watch`, `delete` waiting) leaves a `Follow`: plain data,
 * with which `goOn` prints what later changes bring.
 */
import type { Change, Cluster, Reader } from '../cluster/index.ts';
import type { Answer, Call, Follow } from './answer.ts';
import { needsLateTypes } from '../objects/index.ts';
import { printed, refuse } from './answer.ts';
import { spellFailures } from './failures.ts';
import type { Failure } from './failures.ts';
import { globalFlags, isOn, parseFlags, textOf } from './flags.ts';
import { hintFor } from './hints.ts';
import { hasLearnt, learnt } from './learnt.ts';
import { splitLine } from './line.ts';
import { findVerb, followers } from './verbs/known.ts';
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
  const [name = ''] = before.args;
  const more = before.rest ?? [];
  const found = findVerb(name, more);
  if (!found) return learnt().withoutVerb(name === '' ? [] : [name, ...more]);
  const { verb, path, words: own } = found;
  const parsed = parseFlags({ ...globalFlags, ...verb.flags }, own);
  if ('problem' in parsed) return refuse(`error: ${parsed.problem}\nSee 'kubectl ${path} --help' for usage.\n`);
  const { args, given, dash } = parsed;
  const asked = { args, given: { ...before.given, ...given }, ...(dash !== undefined && { dash }) };
  return runVerb(cluster, call, verb, asked);
}

function runVerb(cluster: Cluster, call: Call, verb: Verb, asked: Pick<Request, 'args' | 'given' | 'dash'>): Answer {
  const { given } = asked;
  if (isOn(given, 'help')) return printed(learnt().verbHelp(verb));
  const paper = newPaper();
  const namespace = textOf(given, 'namespace') ?? call.namespace;
  verb.run({ cluster, ...asked, namespace, files: call.files, running: call.running ?? [] }, paper);
  return answerOf(paper);
}

function answerOf(paper: Paper): Answer {
  const { out, err, failures, changes, follow, hint = hintFor(failures) } = paper;
  const text = err + spellFailures(failures.filter(isSpoken));
  const end = follow ? { follow } : { code: paper.code ?? (failures.length > 0 ? 1 : 0) };
  return { out, err: text, changes, ...end, ...(hint === undefined ? {} : { hint }) };
}

/** A verb that has already said what is wrong leaves an empty failure for the exit code. */
function isSpoken(failure: Failure): boolean {
  return !('text' in failure) || failure.text !== '';
}

/** Goes on with a running command after changes, or after time has passed without any. */
export function goOn(cluster: Reader, follow: Follow, changes: readonly Change[]): Answer {
  const carryOn = followers[follow.verb] as ((...given: readonly unknown[]) => Answer) | undefined;
  if (!carryOn) throw new Error(`kubectl ${follow.verb} goes on, but has not been learnt.`);
  return carryOn(cluster, follow, changes);
}

/** The words that could stand at the end of the line; none as long as they have not been learnt. */
export function complete(cluster: Reader, line: string): readonly string[] {
  return hasLearnt() ? learnt().complete(cluster, line) : [];
}

/** The prompt of a running command that waits for a line to be typed; nothing for one that waits for something else. */
export function promptOf(cluster: Reader, follow: Follow): string | undefined {
  return hasLearnt() ? learnt().promptOf(cluster, follow) : undefined;
}

/** Types a line to a running command, or, without one, an end; answers with what has changed. */
export function typeInto(cluster: Cluster, follow: Follow, line: string | undefined): readonly Change[] {
  return learnt().typeInto(cluster, follow, line);
}

/** Interrupts what a running command has begun elsewhere; nothing where that is not its way. */
export function interrupt(cluster: Cluster, follow: Follow): readonly Change[] | undefined {
  return hasLearnt() ? learnt().interrupt(cluster, follow) : undefined;
}

/** Does it know what this line asks for, or has it to learn more first? Lines of other programs ask for none. */
export function knows({ line, files }: Pick<Call, 'line' | 'files'>): boolean {
  const split = splitLine(line);
  const [program] = 'problem' in split ? [] : split.words;
  return program !== 'kubectl' || hasLearnt() || (plainApply.test(line) && Object.values(files).every(isPlain));
}

/** What a page begins with. */
const plainApply = /^kubectl apply( (-f|--filename) ?[\w./-]+)+$/;

/** What the API server hands out for these is learnt late: ports of machines, addresses that somebody names. */
const lateFields = /NodePort|LoadBalancer|TrafficPolicy|sessionAffinityConfig|clusterIP["']?:\s*["']?\d/;

/** Has the manifest no late kind and none of these fields in it? What its pods do is late in any case (`cluster/held.ts`). */
export function isPlain(manifest: string): boolean {
  return hasLearnt() || !(lateFields.test(manifest) || needsLateTypes(manifest));
}
