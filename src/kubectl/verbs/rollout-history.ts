import type { ApiObject, StatefulSet } from '../../objects/index.ts';
import { podTemplateLines } from '../describers/index.ts';
import { numberOf, textOf } from '../flags.ts';
import type { Past, Rolling } from '../revisions.ts';
import { historyOf, isRolling, withRevision } from '../revisions.ts';
import { layOutTabs } from '../tab-stops.ts';
import { nameOf } from '../object-name.ts';
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
  if (!isRolling(object))
    return fail(paper, `no history viewer has been implemented for ${JSON.stringify(object.kind)}`);
  const history = historyOf(request.cluster, object);
  const asked = history.find((past) => past.number === number);
  if (number > 0 && !asked) return fail(paper, 'unable to find the specified revision');
  const format = textOf(request.given, 'output');
  if (format !== undefined) {
    const shown = asked ? [asked] : history;
    for (const { keeper } of shown) showObject(paper, asItWas(object, keeper), format);
  } else if (asked) {
    say(paper, `${nameOf(object)} with revision #${number}`);
    say(paper, `${podTemplateLines(asked.template).join('\n')}\n`);
  } else {
    say(paper, `${nameOf(object)} `);
    say(paper, listed(history));
  }
}

/** What a format shows of a revision: the ReplicaSet that keeps it, or the set as it was. */
function asItWas(object: Rolling, keeper: Past['keeper']): ApiObject {
  if (object.kind === 'Deployment' || keeper.kind === 'ReplicaSet') return keeper;
  return object.kind === 'StatefulSet' ? withoutTypes(withRevision(object, keeper)) : withRevision(object, keeper);
}

/** kubectl shows the set as Go's types write it, where a claim template says nothing of its kind. */
function withoutTypes({ spec, ...rest }: StatefulSet): ApiObject {
  const templates = spec.volumeClaimTemplates?.map((template) => {
    const { apiVersion: _version, kind: _kind, ...bare } = template as typeof template & Partial<ApiObject>;
    return bare;
  });
  return { ...rest, spec: { ...spec, ...(templates && { volumeClaimTemplates: templates }) } };
}

/** The change-cause is the annotation as it was when the revision was made; a Deployment's also as it was changed since. */
function listed(history: readonly Past[]): string {
  if (history.length === 0) return 'No rollout history found.';
  const rows = history.map(({ number, cause }) => `${number}\t${cause ? cause : '<none>'}\n`);
  return layOutTabs(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`);
}
