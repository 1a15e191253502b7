import { equal } from '../../cluster/index.ts';
import type { ApiObject, Revision } from '../../objects/index.ts';
import { isApiError, kindOf } from '../../objects/index.ts';
import { podTemplateLines } from '../describers/index.ts';
import { numberOf, textOf } from '../flags.ts';
import { lastAppliedAnnotation } from '../last-applied.ts';
import type { Past, Rolling } from '../revisions.ts';
import { historyOf, isRolling, withoutHash, withRevision } from '../revisions.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, outputFlags, report, warn, write } from './verb.ts';

/** Gives a workload the template of an earlier revision. Models kubectl pkg/polymorphichelpers/rollback.go. */
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
  if (!isRolling(object)) return fail(paper, `no rollbacker has been implemented for ${JSON.stringify(object.kind)}`);
  warnOfApply(paper, object);
  const isDeployment = object.kind === 'Deployment';
  if (isDeployment && object.spec.paused) return fail(paper, isPaused);
  const number = numberOf(request.given, 'to-revision') ?? 0;
  const history = historyOf(request.cluster, object);
  if (number === 0 && history.length <= 1) return fail(paper, nothingBefore(object));
  const wanted = number === 0 ? history.at(-2) : history.find((past) => past.number === number);
  if (!wanted) return fail(paper, `unable to find specified revision ${number} in history`);
  restore(request, paper, object, wanted, number);
}

const isPaused = "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again";

function nothingBefore({ kind, metadata }: Rolling): string {
  return kind === 'Deployment'
    ? `no rollout history found for deployment "${metadata.name}"`
    : 'no last revision to roll back to';
}

function restore(request: Request, paper: Paper, object: Rolling, wanted: Past, number: number): void {
  const next = withPast(object, wanted);
  const { request: rehearsed, suffix } = rehearse(request);
  if (textOf(request.given, 'dry-run') === 'client') {
    const template = podTemplateLines(next.spec.template).join('\n');
    return report(request, paper, object, `will roll back to ${template}\n${suffix}`);
  }
  if (equal(next.spec, object.spec)) {
    const why = `current template already matches revision ${number}`;
    return report(request, paper, object, `skipped rollback (${why})${suffix}`);
  }
  const answer = write(rehearsed, paper, { verb: 'update', object: next });
  if (isApiError(answer)) return fail(paper, `failed restoring revision ${number}: ${answer.message}`);
  report(request, paper, answer, `rolled back${suffix}`);
}

/** A Deployment gets its ReplicaSet's template and annotations back; the others what their revision keeps. */
function withPast(object: Rolling, { keeper, template }: Past): Rolling {
  if (object.kind !== 'Deployment' || keeper.kind !== 'ReplicaSet') {
    return withRevision(object as Exclude<Rolling, { kind: 'Deployment' }>, keeper as Revision);
  }
  const own = Object.entries(object.metadata.annotations ?? {}).filter(([name]) => isOwn(name));
  const past = Object.entries(keeper.metadata.annotations ?? {}).filter(([name]) => !isOwn(name));
  const annotations = Object.fromEntries([...own, ...past]);
  const spec = { ...object.spec, template: withoutHash(template) };
  return { ...object, metadata: { ...object.metadata, annotations }, spec };
}

/** Annotations that are the Deployment's alone (annotationsToSkip). */
function isOwn(name: string): boolean {
  return name === lastAppliedAnnotation || /^(deprecated\.)?deployment\./.test(name);
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
