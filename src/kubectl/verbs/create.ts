import { isApiError, kindOf } from '../../objects/index.ts';
import type { ApiObject } from '../../objects/index.ts';
import { warningsAbout } from '../deprecations.ts';
import type { Document } from '../documents.ts';
import { readFiles } from '../documents.ts';
import { fromFile } from '../failures.ts';
import { isOn } from '../flags.ts';
import { noteKept } from '../kept.ts';
import { withLastApplied } from '../last-applied.ts';
import { decoded, validateFlags } from './decoding.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, fileFlags, outputFlags, report, warn, write } from './verb.ts';

/** Makes objects that are not there yet. */
export const create: Verb = {
  usage: 'create -f FILENAME',
  does: 'Create a resource from a file or from stdin',
  flags: {
    ...fileFlags,
    ...dryRunFlags,
    ...validateFlags,
    ...outputFlags,
    'save-config': { takes: 'switch', says: 'remember the file for a later apply' },
    'field-manager': { takes: 'text' },
  },
  run(request, paper) {
    const [type, name, ...more] = request.args;
    if (type !== undefined && ['namespace', 'ns'].includes(type)) return createNamespace(request, paper, name, more);
    if (!request.given['filename']) return fail(paper, 'must specify one of -f and -k');
    const { documents, failures } = readFiles(request);
    paper.failures.push(...failures);
    if (documents.length === 0 && failures.length === 0) return fail(paper, 'no objects passed to create');
    const rehearsal = rehearse(request);
    for (const document of documents) createOne(rehearsal.request, paper, document, rehearsal.suffix);
  },
};

function createOne(request: Request, paper: Paper, document: Document, suffix: string): void {
  const object = isOn(request.given, 'save-config') ? withLastApplied(document.object) : document.object;
  makeNew(request, paper, { ...document, object }, suffix);
}

/** Sends a new object; says so, or notes why not, with the file it came from. */
export function makeNew(request: Request, paper: Paper, document: Document, suffix: string): void {
  const object = decoded(request, paper, document.object);
  const answer = isApiError(object) ? object : write(request, paper, { verb: 'create', object });
  if (isApiError(answer)) {
    paper.failures.push(fromFile(answer, 'creating', document.source));
    return;
  }
  for (const text of warningsAbout(answer)) warn(paper, text);
  noteKept(paper, document.object);
  report(request, paper, answer, `created${suffix}`);
}

function createNamespace(request: Request, paper: Paper, name: string | undefined, more: readonly string[]): void {
  if (name === undefined || more.length > 0)
    return fail(paper, `exactly one NAME is required, got ${name === undefined ? 0 : 1 + more.length}`);
  const { apiVersion, kind } = kindOf('Namespace');
  const object: ApiObject = { apiVersion, kind, metadata: { name } };
  const rehearsal = rehearse(request);
  const answer = write(rehearsal.request, paper, { verb: 'create', object });
  if (isApiError(answer)) paper.failures.push({ status: answer });
  else report(request, paper, answer, `created${rehearsal.suffix}`);
}
