import type { ApiObject } from '../../objects/index.ts';
import { readFiles } from '../documents.ts';
import type { Failure } from '../failures.ts';
import type { Flags } from '../flags.ts';
import { isOn } from '../flags.ts';
import { findObjects, readTargets } from '../targets.ts';
import { targetsOfDocuments } from './file-targets.ts';
import type { Paper, Request } from './verb.ts';
import { fail, fileFlags, mustSpecify, scopeOf } from './verb.ts';

/** The flags by which a command chooses what to change. */
export const choiceFlags: Flags = {
  ...fileFlags,
  selector: { takes: 'text', short: 'l', says: 'the objects with these labels, such as app=web' },
  all: { takes: 'switch', says: 'every object of the type' },
  'all-namespaces': { takes: 'switch', short: 'A' },
  'field-selector': { takes: 'text' },
};

/** The objects that were found, and what was not. */
export interface Chosen {
  readonly objects: readonly ApiObject[];
  readonly failures: readonly Failure[];
}

/** Finds what the words, files and selectors name; `isWide` where a type alone means all of its objects (resource.Builder). */
export function chosenObjects(
  request: Request,
  paper: Paper,
  verb: string,
  { args = request.args, isWide = false }: { readonly args?: readonly string[]; readonly isWide?: boolean } = {},
): Chosen | undefined {
  const { given, cluster } = request;
  if (given['filename']) {
    const { documents, failures } = readFiles(request);
    paper.failures.push(...failures);
    return findObjects(cluster, targetsOfDocuments(documents), scopeOf(request));
  }
  const read = readTargets(args, verb);
  if (args.length === 0 || 'failure' in read) {
    paper.failures.push('failure' in read && args.length > 0 ? read.failure : { text: mustSpecify });
    return undefined;
  }
  const isSelecting = isWide || isOn(given, 'all') || given['selector'] !== undefined;
  if (!isSelecting && read.targets.some(({ name }) => name === undefined)) {
    fail(paper, 'resource(s) were provided, but no name was specified');
    return undefined;
  }
  return findObjects(cluster, read.targets, scopeOf(request));
}
