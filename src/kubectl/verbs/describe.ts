import type { ApiObject } from '../../objects/index.ts';
import { readFiles } from '../documents.ts';
import { describeObject } from '../describers/index.ts';
import { warningsOfKind } from '../deprecations.ts';
import { isOn } from '../flags.ts';
import { momentOf } from '../print.ts';
import { servedAll } from '../served.ts';
import { findObjects, readTargets } from '../targets.ts';
import type { Target } from '../targets.ts';
import { targetsOfDocuments } from './file-targets.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, fileFlags, scopeOf, selectionFlags, warn } from './verb.ts';

/** Shows objects in all their parts, with what happened to them. Models kubectl pkg/cmd/describe/describe.go. */
export const describe: Verb = {
  usage: 'describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  does: 'Show details of a specific resource or group of resources',
  flags: {
    ...selectionFlags,
    ...fileFlags,
    'show-events': { takes: 'switch', says: '--show-events=false: leave the Events out' },
    'chunk-size': { takes: 'number' },
  },
  run(request, paper) {
    const targets = targetsOf(request, paper);
    if (!targets) return;
    for (const { kind } of targets) for (const text of warningsOfKind(kind.kind)) warn(paper, text);
    const { objects, failures } = findObjects(request.cluster, targets, scopeOf(request));
    const [target] = targets;
    const near = failures.length > 0 && targets.length === 1 && target ? beginningWith(request, target) : [];
    if (near.length > 0) return show(request, paper, near, '\n', '\n');
    show(request, paper, objects, '\n\n');
    paper.failures.push(...failures);
    if (objects.length > 0 || failures.length > 0) return;
    const isCluster = isOn(request.given, 'all-namespaces') || targets.every(({ kind }) => !kind.namespaced);
    paper.err += isCluster ? 'No resources found\n' : `No resources found in ${request.namespace} namespace.\n`;
  },
};

const nothingAsked =
  'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n';

function targetsOf(request: Request, paper: Paper): readonly Target[] | undefined {
  const { args, given } = request;
  if (given['filename']) {
    const { documents, failures } = readFiles(request);
    paper.failures.push(...failures);
    return targetsOfDocuments(documents);
  }
  if (args.length === 0) {
    fail(paper, nothingAsked.trimEnd());
    return undefined;
  }
  const read = readTargets(args, 'describe');
  if ('targets' in read) return read.targets;
  paper.failures.push(read.failure);
  return undefined;
}

/** A name that is not there may be the beginning of others; only where it stands apart from its type. */
function beginningWith({ cluster, args, namespace }: Request, { kind, name = '' }: Target): readonly ApiObject[] {
  if (args.length !== 2) return [];
  const there = servedAll(cluster, kind.kind, kind.namespaced ? namespace : undefined);
  return there.filter(({ metadata }) => metadata.name.startsWith(name));
}

/** Several objects at once come without their Events, unless one asks for them. */
function show(
  { cluster, given }: Request,
  paper: Paper,
  objects: readonly ApiObject[],
  between: string,
  behind = '',
): void {
  const withEvents = isOn(given, 'show-events', objects.length === 1);
  const now = momentOf(cluster);
  paper.out += objects.map((object) => describeObject(cluster, object, now, withEvents)).join(between) + behind;
}
