import { equal } from '../../cluster/index.ts';
import type { ApiError, ApiObject, StatefulSet } from '../../objects/index.ts';
import { isApiError } from '../../objects/index.ts';
import { textOf } from '../flags.ts';
import type { Patched, PatchType } from '../patching.ts';
import { carryOutPatch, patchText, patchTypes } from '../patching.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, outputFlags, report, say, warn, write } from './verb.ts';

/** Changes fields of objects by a patch. Models kubectl pkg/cmd/patch/patch.go. */
export const patch: Verb = {
  usage: 'patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  does: 'Update fields of a resource',
  flags: {
    ...choiceFlags,
    ...dryRunFlags,
    ...outputFlags,
    patch: { takes: 'text', short: 'p', says: 'the patch, in JSON or YAML' },
    'patch-file': { takes: 'text', says: 'the file with the patch' },
    type: { takes: 'text', says: 'json, merge or strategic' },
    subresource: { takes: 'text', says: 'status or scale: patch this part alone' },
    'field-manager': { takes: 'text' },
  },
  run(request, paper) {
    const type = (textOf(request.given, 'type') ?? 'strategic').toLowerCase();
    const given = givenPatch(request);
    if ('problem' in given) return fail(paper, given.problem);
    if (!isPatchType(type)) {
      return fail(paper, `--type must be one of [${patchTypes.join(' ')}], not ${JSON.stringify(type)}`);
    }
    const chosen = chosenObjects(request, paper, 'patch');
    if (!chosen) return;
    const text = patchText(given.text);
    if (typeof text !== 'string') return fail(paper, text.problem);
    for (const object of chosen.objects) patchOne(request, paper, object, type, text);
    paper.failures.push(...chosen.failures);
  },
};

function givenPatch({ given, files }: Request): { readonly text: string } | { readonly problem: string } {
  const text = textOf(given, 'patch') ?? '';
  const path = textOf(given, 'patch-file') ?? '';
  if (text !== '' && path !== '') return { problem: 'cannot specify --patch and --patch-file together' };
  if (text === '' && path === '') {
    return { problem: 'must specify --patch or --patch-file containing the contents of the patch' };
  }
  if (text !== '') return { text };
  const content = files[path];
  return content === undefined
    ? { problem: `unable to read patch file: open ${path}: no such file or directory` }
    : { text: content };
}

function isPatchType(text: string): text is PatchType {
  return (patchTypes as readonly string[]).includes(text);
}

function patchOne(request: Request, paper: Paper, object: ApiObject, type: PatchType, text: string): void {
  const subresource = textOf(request.given, 'subresource');
  if (subresource === 'scale') return patchScale(request, paper, object, type, text);
  const patched = carryOutPatch(object, type, text);
  if (!('object' in patched)) return refuse(paper, patched);
  const answer = subresource === 'status' ? writeStatus(request, paper, patched) : writeWhole(request, paper, patched);
  if (isApiError(answer)) return refuse(paper, answer);
  for (const warning of patched.warnings) warn(paper, warning);
  report(request, paper, answer, equal(answer, object) ? 'patched (no change)' : 'patched');
}

function refuse(paper: Paper, status: ApiError): void {
  paper.failures.push({ status });
}

/** On a dry run of the client nobody else is asked, so that not even the versions change. */
function writeWhole(request: Request, paper: Paper, { object }: Patched): ApiObject | ApiError {
  if (textOf(request.given, 'dry-run') === 'client') return object;
  return write(rehearse(request).request, paper, { verb: 'update', object });
}

function writeStatus(request: Request, paper: Paper, { object }: Patched): ApiObject | ApiError {
  return write(rehearse(request).request, paper, { verb: 'update', object, subresource: 'status' });
}

/** The Scale is an object of its own: of the set it holds the number of replicas and nothing else. */
function patchScale(request: Request, paper: Paper, object: ApiObject, type: PatchType, text: string): void {
  if (object.kind !== 'StatefulSet') {
    const message = 'the server could not find the requested resource';
    return refuse(paper, { kind: 'Status', code: 404, reason: 'NotFound', message });
  }
  const { spec, metadata } = object as StatefulSet;
  const scale = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata, spec: { replicas: spec.replicas } };
  const patched = carryOutPatch(scale, type, text);
  if (!('object' in patched)) return refuse(paper, patched);
  const { replicas = 0 } = patched.object.spec as { readonly replicas?: number };
  const next = { ...object, spec: { ...spec, replicas } };
  const answer = write(rehearse(request).request, paper, { verb: 'update', object: next });
  if (isApiError(answer)) return refuse(paper, answer);
  const hasChanged = replicas !== spec.replicas;
  say(paper, `scale.autoscaling/${metadata.name} patched${hasChanged ? '' : ' (no change)'}`);
}
