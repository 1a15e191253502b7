import { get } from '../../cluster/index.ts';
import type { Reader, Removal } from '../../cluster/index.ts';
import type { ApiObject } from '../../objects/index.ts';
import { isApiError, keyFor, keyOf, kindOf, notFound, resourceOf } from '../../objects/index.ts';
import type { Answer, DeletionFollow } from '../answer.ts';
import { readFiles } from '../documents.ts';
import { fromFile } from '../failures.ts';
import { durationOf, isOn, numberOf, textOf } from '../flags.ts';
import { nameOf, typeOf } from '../object-name.ts';
import { findObjects, readTargets } from '../targets.ts';
import type { Target } from '../targets.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, fileFlags, mustSpecify, say, scopeOf, selectionFlags, warn, write } from './verb.ts';

/** Asks for objects to go, and waits until they are gone. */
export const remove: Verb = {
  usage: 'delete ([-f FILENAME] | TYPE [(NAME | -l label | --all)])',
  does: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  flags: {
    ...selectionFlags,
    ...fileFlags,
    ...dryRunFlags,
    all: { takes: 'switch', says: 'every object of the type' },
    wait: { takes: 'switch', says: '--wait=false: do not wait until it is gone' },
    force: { takes: 'switch', says: 'do not wait for the node (with --grace-period=0)' },
    'grace-period': { takes: 'number', says: 'seconds for the containers to end' },
    now: { takes: 'switch', says: 'one second for the containers to end' },
    cascade: {
      takes: 'optional',
      alone: 'background',
      says: 'background, foreground or orphan: what becomes of what it owns',
    },
    'ignore-not-found': { takes: 'switch' },
    timeout: { takes: 'text' },
    output: { takes: 'text', short: 'o' },
  },
  run(request, paper) {
    const manner = mannerOf(request, paper);
    if (!manner) return;
    const doomed = doomedOf(request, paper);
    if (!doomed) return;
    if (manner.isForced) warn(paper, immediate);
    if (request.given['namespace'] && doomed.some(({ object }) => !kindOf(object.kind).namespaced)) {
      warn(paper, 'deleting cluster-scoped resources, not scoped to the provided namespace');
    }
    removeAll(request, paper, doomed, manner);
    const cascade = textOf(request.given, 'cascade');
    if (cascade === 'true' || cascade === 'false') {
      const word = manner.propagation.toLowerCase();
      say(
        paper,
        `warning: --cascade=${cascade} is deprecated (boolean value) and can be replaced with --cascade=${word}.`,
      );
    }
  },
};

const immediate =
  'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.';

interface Manner {
  readonly isForced: boolean;
  readonly graceSeconds?: number;
  readonly propagation: NonNullable<Removal['propagation']>;
}

interface Doomed {
  readonly object: ApiObject;
  /** The file it was named in. */
  readonly source?: string;
}

const propagations: Readonly<Record<string, Manner['propagation']>> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
  true: 'Background',
  false: 'Orphan',
};

/** How to delete, from the flags (kubectl pkg/cmd/delete, Complete and Validate). */
function mannerOf({ given }: Request, paper: Paper): Manner | undefined {
  const cascade = textOf(given, 'cascade') ?? 'background';
  const propagation = propagations[cascade];
  const asked = numberOf(given, 'grace-period') ?? -1;
  const isForcible = isOn(given, 'force');
  if (!propagation) {
    fail(paper, `invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`);
    return undefined;
  }
  if (isOn(given, 'now') && asked !== -1) {
    fail(paper, '--now and --grace-period cannot be specified together');
    return undefined;
  }
  if (isForcible && asked > 0) {
    fail(paper, '--force and --grace-period greater than 0 cannot be specified together');
    return undefined;
  }
  // Without --force the shortest period is one second: the node still has its say.
  const graceSeconds = isOn(given, 'now') || (asked === 0 && !isForcible) ? 1 : isForcible ? 0 : asked;
  return { isForced: isForcible, propagation, ...(graceSeconds < 0 ? {} : { graceSeconds }) };
}

function doomedOf(request: Request, paper: Paper): readonly Doomed[] | undefined {
  if (request.given['filename']) return doomedInFiles(request, paper);
  const { args, given, cluster } = request;
  const read = readTargets(args, 'delete');
  if (args.length === 0 || 'failure' in read) {
    paper.failures.push('failure' in read && args.length > 0 ? read.failure : { text: mustSpecify });
    return undefined;
  }
  const isNamed = read.targets.some(({ name }) => name !== undefined);
  const isSelected = given['selector'] !== undefined || given['field-selector'] !== undefined;
  if (isNamed && (isSelected || isOn(given, 'all'))) {
    fail(
      paper,
      isSelected
        ? 'name cannot be provided when a selector is specified'
        : "setting 'all' parameter but found a non empty selector. ",
    );
    return undefined;
  }
  if (!isNamed && !isSelected && !isOn(given, 'all')) {
    fail(paper, 'resource(s) were provided, but no name was specified');
    return undefined;
  }
  const { objects, failures } = findObjects(cluster, read.targets, scopeOf(request));
  if (!isOn(given, 'ignore-not-found')) paper.failures.push(...failures);
  if (objects.length === 0 && failures.length === 0) paper.out += 'No resources found\n';
  return objects.map((object) => ({ object }));
}

function doomedInFiles(request: Request, paper: Paper): readonly Doomed[] {
  const { documents, failures } = readFiles(request);
  paper.failures.push(...failures);
  const doomed: Doomed[] = [];
  for (const { object, source } of documents) {
    const target: Target = { kind: kindOf(object.kind), name: object.metadata.name };
    const there = get(
      request.cluster,
      keyFor(object.kind, target.kind.namespaced ? object.metadata.namespace : undefined, target.name ?? ''),
    );
    if (there) doomed.push({ object: there, source });
    else if (!isOn(request.given, 'ignore-not-found')) {
      paper.failures.push(fromFile(notFound(resourceOf(object.kind), object.metadata.name), 'deleting', source));
    }
  }
  return doomed;
}

function removeAll(request: Request, paper: Paper, doomed: readonly Doomed[], manner: Manner): void {
  const { isForced, graceSeconds, propagation } = manner;
  const { request: rehearsed, suffix } = rehearse(request);
  const asked: ApiObject[] = [];
  for (const { object, source } of doomed) {
    const removal: Removal = { verb: 'delete', key: keyOf(object), propagation };
    const answer = write(rehearsed, paper, graceSeconds === undefined ? removal : { ...removal, graceSeconds });
    if (isApiError(answer)) {
      paper.failures.push(source === undefined ? { status: answer } : fromFile(answer, 'deleting', source));
      continue;
    }
    asked.push(object);
    const { name, namespace } = object.metadata;
    const where = namespace === undefined ? '' : ` from ${namespace} namespace`;
    const isBrief = textOf(request.given, 'output') === 'name';
    say(
      paper,
      isBrief ? nameOf(object) : `${typeOf(object)} "${name}" ${isForced ? 'force ' : ''}deleted${suffix}${where}`,
    );
  }
  if (rehearsed.isDry || !isOn(request.given, 'wait', true)) return;
  const left = stillThere(
    request.cluster,
    asked.map((object) => ({ key: keyOf(object), uid: object.metadata.uid ?? '' })),
  );
  const timeout = durationOf(textOf(request.given, 'timeout') ?? '0') ?? 0;
  const until = timeout > 0 ? { until: request.cluster.state.now + timeout } : {};
  if (left.length > 0) paper.follow = { verb: 'delete', left, code: paper.failures.length > 0 ? 1 : 0, ...until };
}

function stillThere(cluster: Reader, left: DeletionFollow['left']): DeletionFollow['left'] {
  return left.filter(({ key, uid }) => get(cluster, key)?.metadata.uid === uid);
}

/** A deletion that waits is over when none of its objects is there any more; a successor of the same name does not count. */
export function goOnDeleting(cluster: Reader, follow: DeletionFollow): Answer {
  const left = stillThere(cluster, follow.left);
  const nothing = { out: '', err: '', changes: [] };
  if (left.length === 0) return { ...nothing, code: follow.code };
  if (follow.until === undefined || cluster.state.now < follow.until)
    return { ...nothing, follow: { ...follow, left } };
  const [kind = '', ...path] = left[0]?.key.split('/') ?? [];
  const err = `error: timed out waiting for the condition on ${kindOf(kind).plural}/${path.at(-1) ?? ''}\n`;
  return { ...nothing, err, code: 1 };
}
