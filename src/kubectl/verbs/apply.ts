import { get } from '../../cluster/index.ts';
import type { ApiObject } from '../../objects/index.ts';
import { isApiError, isTerminating, keyFor, kindOf, namelessMessage } from '../../objects/index.ts';
import { warningsAbout } from '../deprecations.ts';
import type { Document } from '../documents.ts';
import { readFiles } from '../documents.ts';
import { fromFile } from '../failures.ts';
import { noteKept } from '../kept.ts';
import { lastApplied, lastAppliedAnnotation, withLastApplied } from '../last-applied.ts';
import { patchRefused } from '../patch-refused.ts';
import type { Json } from '../strategic-merge.ts';
import { applyPatch, threeWayPatch } from '../strategic-merge.ts';
import { makeNew } from './create.ts';
import { decoded, validateFlags } from './decoding.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, fileFlags, outputFlags, report, warn, write } from './verb.ts';

/** Makes what a file says true: creates what is missing, patches what differs. */
export const apply: Verb = {
  usage: 'apply -f FILENAME',
  does: 'Apply a configuration to a resource by file name or stdin',
  flags: {
    ...fileFlags,
    ...dryRunFlags,
    ...validateFlags,
    ...outputFlags,
    'field-manager': { takes: 'text' },
  },
  run(request, paper) {
    if (!request.given['filename']) return fail(paper, 'must specify one of -f and -k');
    const { documents, failures } = readFiles(request);
    paper.failures.push(...failures);
    if (documents.length === 0 && failures.length === 0) return fail(paper, 'no objects passed to apply');
    const rehearsal = rehearse(request);
    for (const document of documents) applyOne(rehearsal.request, paper, document, rehearsal.suffix);
  },
};

function applyOne(request: Request, paper: Paper, document: Document, suffix: string): void {
  const { object, source } = document;
  const { namespaced } = kindOf(object.kind);
  if (!object.metadata.name) {
    const text = namelessMessage(
      source,
      object,
      kindOf(object.kind).plural,
      namespaced ? (object.metadata.namespace ?? '') : '',
    );
    return fail(paper, text.replace(/^error: /, ''));
  }
  const current = get(
    request.cluster,
    keyFor(object.kind, namespaced ? object.metadata.namespace : undefined, object.metadata.name),
  );
  const modified = withLastApplied(object);
  if (!current) return makeNew(request, paper, { ...document, object: modified }, suffix);
  change(request, paper, { ...document, object: modified }, current, suffix);
}

function change(request: Request, paper: Paper, document: Document, current: ApiObject, suffix: string): void {
  const { object, source } = document;
  const patch = threeWayPatch(lastApplied(current) ?? {}, asJson(object), asJson(current));
  warnBefore(paper, current, patch);
  if (Object.keys(patch).length === 0) return report(request, paper, current, `unchanged${suffix}`);
  const patched = applyPatch(asJson(current), patch) as unknown as ApiObject;
  const readable = decoded(request, paper, patched);
  if (isApiError(readable)) {
    paper.failures.push({ status: patchRefused(readable, patch) });
    return;
  }
  const answer = write(request, paper, { verb: 'update', object: readable });
  if (isApiError(answer)) {
    paper.failures.push(fromFile(answer, 'patching', source));
    return;
  }
  for (const text of warningsAbout(answer)) warn(paper, text);
  noteKept(paper, object);
  report(request, paper, answer, `configured${suffix}`);
}

function warnBefore(paper: Paper, current: ApiObject, patch: Json): void {
  const { name, annotations } = current.metadata;
  if (annotations?.[lastAppliedAnnotation] === undefined) {
    const resource = `${kindOf(current.kind).plural}/${name}`;
    warn(
      paper,
      `resource ${resource} is missing the ${lastAppliedAnnotation} annotation which is required by kubectl apply. ` +
        'kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. ' +
        'The missing annotation will be patched automatically.',
    );
  }
  if (isTerminating(current) && Object.keys(patch).length > 0) {
    warn(paper, `Detected changes to resource ${name} which is currently being deleted.`);
  }
}

function asJson(object: ApiObject): Json {
  return object;
}
