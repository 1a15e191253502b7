import { equal } from '../../cluster/index.ts';
import type { ApiObject } from '../../objects/index.ts';
import { isApiError } from '../../objects/index.ts';
import { isOn } from '../flags.ts';
import { dividePairs, isRemoval, readPair } from '../pairs.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, outputFlags, report, say, write } from './verb.ts';

/** Changes annotations. Models kubectl pkg/cmd/annotate/annotate.go. */
export const annotate: Verb = {
  usage: 'annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N',
  does: 'Update the annotations on a resource',
  flags: {
    ...choiceFlags,
    ...dryRunFlags,
    ...outputFlags,
    overwrite: { takes: 'switch', says: 'also change annotations that are there' },
    list: { takes: 'switch', says: 'show the annotations' },
    'resource-version': { takes: 'text' },
  },
  run(request, paper) {
    const divided = dividePairs(request.args, 'annotation');
    if ('problem' in divided) return fail(paper, divided.problem);
    const added = new Map(divided.pairs.filter((pair) => !isRemoval(pair)).map(readPair));
    const removed = divided.pairs.filter(isRemoval).map((pair) => pair.slice(0, -1));
    const problem = problemOf(request, divided.resources, added, removed);
    if (problem !== undefined) return fail(paper, problem);
    const chosen = chosenObjects(request, paper, 'annotate', { args: divided.resources });
    if (!chosen) return;
    const rehearsal = rehearse(request);
    for (const object of chosen.objects) {
      if (isOn(request.given, 'list')) listOf(paper, object);
      else changeOne(rehearsal.request, paper, object, { added, removed }, rehearsal.suffix);
    }
    paper.failures.push(...chosen.failures);
  },
};

interface Wanted {
  readonly added: ReadonlyMap<string, string>;
  readonly removed: readonly string[];
}

function problemOf(
  { given }: Request,
  resources: readonly string[],
  added: Wanted['added'],
  removed: Wanted['removed'],
): string | undefined {
  if (isOn(given, 'all') && given['selector']) return 'cannot set --all and --selector at the same time';
  if (resources.length === 0 && !given['filename'])
    return 'one or more resources must be specified as <resource> <name> or <resource>/<name>';
  if (added.size === 0 && removed.length === 0 && !isOn(given, 'list'))
    return 'at least one annotation update is required';
  const both = removed.filter((key) => added.has(key));
  return both.length > 0
    ? `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`
    : undefined;
}

function listOf(paper: Paper, { metadata }: ApiObject): void {
  const { annotations = {} } = metadata;
  for (const key of Object.keys(annotations).sort()) say(paper, `${key}=${annotations[key]}`);
}

function changeOne(
  request: Request,
  paper: Paper,
  object: ApiObject,
  { added, removed }: Wanted,
  suffix: string,
): void {
  const { annotations: before = {} } = object.metadata;
  const taken = [...added].filter(([key, value]) => (before[key] ?? value) !== value);
  if (taken.length > 0 && !isOn(request.given, 'overwrite')) {
    const list = taken.map(([key]) => `'${key}' already has a value (${before[key]})`).join(', ');
    return fail(paper, `--overwrite is false but found the following declared annotation(s): ${list}`);
  }
  const kept = Object.entries(before).filter(([key]) => !removed.includes(key));
  const annotations = { ...Object.fromEntries(kept), ...Object.fromEntries(added) };
  const next = { ...object, metadata: withMap(object.metadata, 'annotations', annotations) };
  const answer = equal(next, object) ? object : write(request, paper, { verb: 'update', object: next });
  if (isApiError(answer)) paper.failures.push({ status: answer });
  else report(request, paper, answer, `annotated${suffix}`);
}

/** The metadata with these labels or annotations; an empty map is left out, as the API server does. */
export function withMap(
  metadata: ApiObject['metadata'],
  field: 'labels' | 'annotations',
  map: Readonly<Record<string, string>>,
): ApiObject['metadata'] {
  const { [field]: _, ...rest } = metadata;
  return Object.keys(map).length > 0 ? { ...rest, [field]: map } : rest;
}
