import { get } from '../../cluster/index.ts';
import type { ApiObject } from '../../objects/index.ts';
import { isApiError, keyOf, notFound, resourceOf } from '../../objects/index.ts';
import { warningsAbout } from '../deprecations.ts';
import type { Document } from '../documents.ts';
import { readFiles } from '../documents.ts';
import { fromFile } from '../failures.ts';
import { isOn } from '../flags.ts';
import { noteKept } from '../kept.ts';
import { lastApplied, withLastApplied } from '../last-applied.ts';
import { typeOf } from '../object-name.ts';
import { decoded, validateFlags } from './decoding.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, fileFlags, outputFlags, report, say, warn, write } from './verb.ts';

/**
 * Puts the objects of a file in the place of those that are there. Models kubectl pkg/cmd/replace/replace.go.
 * Left out: with --force, the wait for objects that a finalizer holds.
 */
export const replace: Verb = {
  usage: 'replace -f FILENAME',
  does: 'Replace a resource by file name or stdin',
  flags: {
    ...fileFlags,
    ...dryRunFlags,
    ...validateFlags,
    ...outputFlags,
    force: { takes: 'switch', says: 'delete the objects at once and make them anew' },
    'save-config': { takes: 'switch', says: 'remember the file for a later apply' },
    'grace-period': { takes: 'number' },
    cascade: { takes: 'optional', alone: 'background' },
    'field-manager': { takes: 'text' },
  },
  run(request, paper) {
    if (!request.given['filename']) return fail(paper, 'must specify one of -f and -k');
    const { documents, failures } = readFiles(request);
    paper.failures.push(...failures);
    if (documents.length === 0 && failures.length === 0) return fail(paper, 'no objects passed to replace');
    const rehearsal = rehearse(request);
    const isForced = isOn(request.given, 'force');
    if (isForced) for (const { object } of documents) removeOne(rehearsal.request, paper, object);
    for (const document of documents) replaceOne(rehearsal.request, paper, document, isForced, rehearsal.suffix);
  },
};

function removeOne(request: Request, paper: Paper, object: ApiObject): void {
  if (!get(request.cluster, keyOf(object))) return;
  const answer = write(request, paper, { verb: 'delete', key: keyOf(object), graceSeconds: 0 });
  if (isApiError(answer)) return void paper.failures.push({ status: answer });
  const { name, namespace } = object.metadata;
  say(paper, `${typeOf(object)} "${name}" deleted${namespace === undefined ? '' : ` from ${namespace} namespace`}`);
}

function replaceOne(request: Request, paper: Paper, document: Document, isForced: boolean, suffix: string): void {
  const { object: written, source } = document;
  const isSaved = isOn(request.given, 'save-config') || lastApplied(written) !== undefined;
  const object = decoded(request, paper, isSaved ? withLastApplied(written) : written);
  const verb = isForced ? 'create' : 'update';
  const isThere = isForced || get(request.cluster, keyOf(written)) !== undefined;
  const missing = notFound(resourceOf(written.kind), written.metadata.name);
  const answer = isApiError(object) ? object : isThere ? write(request, paper, { verb, object }) : missing;
  if (isApiError(answer)) return void paper.failures.push(fromFile(answer, 'replacing', source));
  for (const text of warningsAbout(answer)) warn(paper, text);
  noteKept(paper, written);
  report(request, paper, answer, `replaced${suffix}`);
}
