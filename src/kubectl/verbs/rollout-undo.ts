import { equal } from '../../cluster/index.ts';
import type { ApiObject, StatefulSet } from '../../objects/index.ts';
import { isApiError, kindOf } from '../../objects/index.ts';
import { podTemplateLines } from '../describers/index.ts';
import { numberOf, textOf } from '../flags.ts';
import { lastAppliedAnnotation } from '../last-applied.ts';
import { revisionsOf, withRevision } from '../revisions.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, outputFlags, report, warn, write } from './verb.ts';

/** Gives a set the template of an earlier revision. Models kubectl pkg/polymorphichelpers/rollback.go. */
export const rolloutUndo: Verb = {
  usage: 'rollout undo (TYPE NAME | TYPE/NAME) [flags]',
  does: 'Undo a previous rollout',
  flags: {
    ...choiceFlags,
    ...dryRunFlags,
    ...outputFlags,
    'to-revision': { takes: 'number', says: 'the revision to go back to; 0 is the last one before' },
  },
  run(request, paper) {
    if (request.args.length === 0 && !request.given['filename']) return fail(paper, 'required resource not specified');
    const chosen = chosenObjects(request, paper, 'rollout undo', { isWide: true });
    if (!chosen) return;
    for (const object of chosen.objects) undoOne(request, paper, object);
    paper.failures.push(...chosen.failures);
  },
};

function undoOne(request: Request, paper: Paper, object: ApiObject): void {
  if (object.kind !== 'StatefulSet') {
    return fail(paper, `no rollbacker has been implemented for ${JSON.stringify(object.kind)}`);
  }
  warnOfApply(paper, object);
  const statefulSet = object as StatefulSet;
  const number = numberOf(request.given, 'to-revision') ?? 0;
  const revisions = revisionsOf(request.cluster, statefulSet);
  if (number === 0 && revisions.length <= 1) return fail(paper, 'no last revision to roll back to');
  const wanted = number === 0 ? revisions.at(-2) : revisions.find(({ revision }) => revision === number);
  if (!wanted) return fail(paper, `unable to find specified revision ${number} in history`);
  const next = withRevision(statefulSet, wanted);
  const { request: rehearsed, suffix } = rehearse(request);
  if (textOf(request.given, 'dry-run') === 'client') {
    const template = podTemplateLines(next.spec.template).join('\n');
    return report(request, paper, object, `will roll back to ${template}\n${suffix}`);
  }
  if (equal(next, statefulSet)) {
    const why = `current template already matches revision ${number}`;
    return report(request, paper, object, `skipped rollback (${why})${suffix}`);
  }
  const answer = write(rehearsed, paper, { verb: 'update', object: next });
  if (isApiError(answer)) return fail(paper, `failed restoring revision ${number}: ${answer.message}`);
  report(request, paper, answer, `rolled back${suffix}`);
}

function warnOfApply(paper: Paper, { kind, metadata }: ApiObject): void {
  if (metadata.annotations?.[lastAppliedAnnotation] === undefined) return;
  warn(
    paper,
    `resource ${kindOf(kind).plural}/${metadata.name} was previously managed with 'kubectl apply'. Rolling back will not update the ` +
      `${lastAppliedAnnotation} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. ` +
      `Consider using 'kubectl apply' with your previous configuration file instead.`,
  );
}
