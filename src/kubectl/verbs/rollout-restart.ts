import { nowOf } from '../../cluster/index.ts';
import type { ApiObject } from '../../objects/index.ts';
import { isApiError, resourceOf } from '../../objects/index.ts';
import { isRolling } from '../revisions.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { complain, fail, outputFlags, report, write } from './verb.ts';

/** Writes the time into the template, so that a new revision replaces every pod (pkg/cmd/rollout/rollout_restart.go). */
export const rolloutRestart: Verb = {
  usage: 'rollout restart RESOURCE',
  does: 'Restart a resource',
  flags: { ...choiceFlags, ...dryRunFlags, ...outputFlags },
  run(request, paper) {
    if (request.args.length === 0 && !request.given['filename']) return fail(paper, 'required resource not specified');
    const chosen = chosenObjects(request, paper, 'rollout restart', { isWide: true });
    if (!chosen) return;
    const rehearsal = rehearse(request);
    for (const object of chosen.objects) restartOne(rehearsal.request, paper, object, rehearsal.suffix);
    paper.failures.push(...chosen.failures);
  },
};

const restartedAt = 'kubectl.kubernetes.io/restartedAt';

function restartOne(request: Request, paper: Paper, object: ApiObject, suffix: string): void {
  const { name } = object.metadata;
  const refuse = (why: string): void => complain(paper, `error: ${resourceOf(object.kind)} "${name}" ${why}`);
  if (!isRolling(object)) return refuse('restarting is not supported');
  const { spec } = object;
  if (object.kind === 'Deployment' && object.spec.paused) {
    return refuse("can't restart paused deployment (run rollout resume first)");
  }
  const { metadata } = spec.template;
  const now = nowOf(request.cluster);
  if (metadata?.annotations?.[restartedAt] === now) {
    const why =
      'if restart has already been triggered within the past second, please wait before attempting to trigger another';
    return complain(paper, `failed to create patch for ${name}: ${why}`);
  }
  const annotations = { ...metadata?.annotations, [restartedAt]: now };
  const template = { ...spec.template, metadata: { ...metadata, annotations } };
  const answer = write(request, paper, { verb: 'update', object: { ...object, spec: { ...spec, template } } });
  if (isApiError(answer)) return complain(paper, `failed to patch: ${answer.message}`);
  report(request, paper, answer, `restarted${suffix}`);
}
