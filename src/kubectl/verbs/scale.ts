import type { ApiObject, Deployment, ReplicaSet, StatefulSet } from '../../objects/index.ts';
import { isApiError } from '../../objects/index.ts';
import type { Failure } from '../failures.ts';
import { numberOf, textOf } from '../flags.ts';
import { chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, fileFlags, outputFlags, report, write } from './verb.ts';

/** Sets how many replicas there are to be. */
export const scale: Verb = {
  usage: 'scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  does: 'Set a new size for a deployment, replica set, or replication controller',
  flags: {
    ...fileFlags,
    ...dryRunFlags,
    ...outputFlags,
    replicas: { takes: 'number', says: 'the new number (required)' },
    'current-replicas': { takes: 'number', says: 'only if this is the number now' },
    'resource-version': { takes: 'text' },
    selector: { takes: 'text', short: 'l' },
    all: { takes: 'switch' },
    timeout: { takes: 'text' },
  },
  run(request, paper) {
    const replicas = numberOf(request.given, 'replicas');
    if (replicas === undefined) return fail(paper, 'required flag(s) "replicas" not set');
    if (replicas < 0)
      return fail(paper, 'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    const found = chosenObjects(request, paper, 'scale');
    if (!found) return;
    const rehearsal = rehearse(request);
    for (const object of found.objects) {
      const failure = scaleOne(rehearsal.request, paper, object, replicas, rehearsal.suffix);
      if (failure) {
        paper.failures.push(failure);
        return;
      }
    }
    paper.failures.push(...found.failures);
  },
};

/** The kinds with a number of replicas that can be set by itself (their scale subresource). */
const scalable = new Set(['Deployment', 'ReplicaSet', 'StatefulSet']);

type Scalable = Deployment | ReplicaSet | StatefulSet;

function scaleOne(
  request: Request,
  paper: Paper,
  object: ApiObject,
  replicas: number,
  suffix: string,
): Failure | undefined {
  if (!scalable.has(object.kind)) {
    const message = 'the server could not find the requested resource';
    return { status: { kind: 'Status', code: 404, reason: 'NotFound', message } };
  }
  const { spec } = object as Scalable;
  const expected = numberOf(request.given, 'current-replicas');
  if (expected !== undefined && expected >= 0 && expected !== spec.replicas) {
    return { text: `Expected replicas to be ${expected}, was ${spec.replicas}` };
  }
  const version = textOf(request.given, 'resource-version');
  if (version !== undefined && version !== object.metadata.resourceVersion) {
    return { text: `Expected resource version to be ${version}, was ${object.metadata.resourceVersion ?? ''}` };
  }
  const answer = write(request, paper, {
    verb: 'update',
    object: { ...object, spec: { ...spec, replicas } },
  });
  if (isApiError(answer)) return { status: answer };
  report(request, paper, answer, `scaled${suffix}`);
  return undefined;
}
