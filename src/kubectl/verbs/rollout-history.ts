import type { ApiObject, Revision, StatefulSet } from '../../objects/index.ts';
import { podTemplateLines } from '../describers/index.ts';
import { numberOf, textOf } from '../flags.ts';
import { revisionsOf, templateOf, withRevision } from '../revisions.ts';
import { layOutTabs } from '../tab-stops.ts';
import { nameOf } from '../targets.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, outputFlags, say, showObject } from './verb.ts';

/** Lists the revisions of a set, or shows one. Models kubectl pkg/cmd/rollout/rollout_history.go. */
export const rolloutHistory: Verb = {
  usage: 'rollout history (TYPE NAME | TYPE/NAME) [flags]',
  does: 'View rollout history',
  flags: {
    ...choiceFlags,
    ...outputFlags,
    revision: { takes: 'number', says: 'show the template of this revision' },
  },
  run(request, paper) {
    const { args, given } = request;
    if (args.length === 0 && !given['filename']) return fail(paper, 'required resource not specified');
    const revision = numberOf(given, 'revision') ?? 0;
    if (revision < 0) return fail(paper, `revision must be a positive integer: ${revision}`);
    const chosen = chosenObjects(request, paper, 'rollout history', { isWide: true });
    if (!chosen) return;
    for (const object of chosen.objects) showHistory(request, paper, object, revision);
    paper.failures.push(...chosen.failures);
  },
};

function showHistory(request: Request, paper: Paper, object: ApiObject, number: number): void {
  if (object.kind !== 'StatefulSet') {
    return fail(paper, `no history viewer has been implemented for ${JSON.stringify(object.kind)}`);
  }
  const statefulSet = object as StatefulSet;
  const revisions = revisionsOf(request.cluster, statefulSet);
  const asked = revisions.find(({ revision }) => revision === number);
  if (number > 0 && !asked) return fail(paper, 'unable to find the specified revision');
  const format = textOf(request.given, 'output');
  if (format !== undefined) {
    const shown = asked ? [asked] : revisions;
    for (const each of shown) showObject(paper, withoutTypes(withRevision(statefulSet, each)), format);
  } else if (asked) {
    say(paper, `${nameOf(object)} with revision #${number}`);
    say(paper, `${podTemplateLines(templateOf(statefulSet, asked)).join('\n')}\n`);
  } else {
    say(paper, `${nameOf(object)} `);
    say(paper, listed(revisions));
  }
}

/** kubectl shows the set as Go's types write it, where a claim template says nothing of its kind. */
function withoutTypes({ spec, ...rest }: StatefulSet): ApiObject {
  const templates = spec.volumeClaimTemplates?.map((template) => {
    const { apiVersion: _version, kind: _kind, ...bare } = template as typeof template & Partial<ApiObject>;
    return bare;
  });
  return { ...rest, spec: { ...spec, ...(templates && { volumeClaimTemplates: templates }) } };
}

/** The change-cause is the set's annotation as it was when the revision was made. */
function listed(revisions: readonly Revision[]): string {
  if (revisions.length === 0) return 'No rollout history found.';
  const rows = revisions.map(({ revision, metadata }) => {
    const cause = metadata.annotations?.['kubernetes.io/change-cause'];
    return `${revision}\t${cause ? cause : '<none>'}\n`;
  });
  return layOutTabs(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`);
}
