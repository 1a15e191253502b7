import type { ApiObject } from '../../objects/index.ts';
import { isApiError, kindOf } from '../../objects/index.ts';
import { isOn } from '../flags.ts';
import { goJson } from '../go-text.ts';
import { dividePairs } from '../pairs.ts';
import { withMap } from './annotate.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, outputFlags, report, say, write } from './verb.ts';

/** Changes labels. Models kubectl pkg/cmd/label/label.go. */
export const label: Verb = {
  usage: 'label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N',
  does: 'Update the labels on a resource',
  flags: {
    ...choiceFlags,
    ...dryRunFlags,
    ...outputFlags,
    overwrite: { takes: 'switch', says: 'also change labels that are there' },
    list: { takes: 'switch', says: 'show the labels' },
    'resource-version': { takes: 'text' },
  },
  run(request, paper) {
    const divided = dividePairs(request.args, 'label');
    if ('problem' in divided) return fail(paper, divided.problem);
    const wanted = readLabels(divided.pairs);
    if ('problem' in wanted) return fail(paper, wanted.problem);
    const problem = problemOf(request, divided.resources, wanted);
    if (problem !== undefined) return fail(paper, problem);
    const chosen = chosenObjects(request, paper, 'label', { args: divided.resources });
    if (!chosen) return;
    const rehearsal = rehearse(request);
    for (const object of chosen.objects) {
      if (isOn(request.given, 'list')) listOf(paper, object, chosen.objects.length === 1);
      else changeOne(rehearsal.request, paper, object, wanted, rehearsal.suffix);
    }
    paper.failures.push(...chosen.failures);
  },
};

interface Wanted {
  readonly added: Readonly<Record<string, string>>;
  readonly removed: readonly string[];
}

/** Reads `KEY=VALUE` and `KEY-` (parseLabels): a value is checked here, a key only by the API server. */
function readLabels(words: readonly string[]): Wanted | { readonly problem: string } {
  const added: Record<string, string> = {};
  const removed: string[] = [];
  for (const word of words) {
    const [key = '', value, ...more] = word.split('=');
    if (more.length > 0) return { problem: `invalid label spec: ${word}` };
    const complaint = complaintAbout(value ?? '');
    if (complaint !== '') return { problem: `invalid label value: ${JSON.stringify(word)}: ${complaint}` };
    if (value === undefined) removed.push(word.slice(0, -1));
    else added[key] = value;
  }
  const hasBoth = removed.some((key) => key in added);
  return hasBoth ? { problem: 'can not both modify and remove a label in the same command' } : { added, removed };
}

/** The API server's rule for label values, asked of an object that has nothing else to complain of. */
function complaintAbout(value: string): string {
  const { apiVersion, kind, validate } = kindOf('Namespace');
  const causes = validate?.({ apiVersion, kind, metadata: { name: 'a', labels: { a: value } } }) ?? [];
  const prefix = `metadata.labels: Invalid value: ${JSON.stringify(value)}: `;
  return causes.map((cause) => cause.slice(prefix.length)).join(';');
}

function problemOf({ given }: Request, resources: readonly string[], { added, removed }: Wanted): string | undefined {
  if (isOn(given, 'all') && given['selector']) return 'cannot set --all and --selector at the same time';
  if (resources.length === 0 && !given['filename'])
    return 'one or more resources must be specified as <resource> <name> or <resource>/<name>';
  const isNothing = Object.keys(added).length === 0 && removed.length === 0;
  return isNothing && !isOn(given, 'list') ? 'at least one label update is required' : undefined;
}

function listOf(paper: Paper, { kind, apiVersion, metadata }: ApiObject, isOne: boolean): void {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '.';
  if (!isOne) paper.err += `Listing labels for ${kind}${group}/${metadata.name}:\n`;
  const { labels = {} } = metadata;
  for (const key of Object.keys(labels).sort()) say(paper, `${isOne ? '' : ' '}${key}=${labels[key]}`);
}

function changeOne(
  request: Request,
  paper: Paper,
  object: ApiObject,
  { added, removed }: Wanted,
  suffix: string,
): void {
  const { labels: before = {} } = object.metadata;
  const isFree = isOn(request.given, 'overwrite');
  const taken = Object.entries(added).filter(([key, value]) => (before[key] ?? value) !== value);
  if (taken.length > 0 && !isFree) {
    for (const [key] of taken) fail(paper, `'${key}' already has a value (${before[key]}), and --overwrite is false`);
    return;
  }
  for (const key of removed.filter((key) => !(key in before))) say(paper, `label "${key}" not found.`);
  const kept = Object.entries(before).filter(([key]) => !removed.includes(key));
  const labels = { ...Object.fromEntries(kept), ...added };
  const said = wordFor(before, labels, isFree);
  const next = { ...object, metadata: withMap(object.metadata, 'labels', labels) };
  const answer = said === 'not labeled' ? object : write(request, paper, { verb: 'update', object: next });
  if (isApiError(answer)) paper.failures.push({ status: answer });
  else report(request, paper, answer, `${said}${suffix}`);
}

/** kubectl takes a shorter object for one that has lost labels, unless it was told to overwrite (updateDataChangeMsg). */
function wordFor(before: Wanted['added'], after: Wanted['added'], isFree: boolean): string {
  const was = goJson(before);
  const is = goJson(after);
  if (was === is) return 'not labeled';
  return !isFree && is.length < was.length ? 'unlabeled' : 'labeled';
}
