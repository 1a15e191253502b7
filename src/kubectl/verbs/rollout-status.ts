import type { Change, Reader } from '../../cluster/index.ts';
import { get } from '../../cluster/index.ts';
import { keyOf } from '../../objects/index.ts';
import type { Answer, RolloutFollow } from '../answer.ts';
import { durationOf, isOn, textOf } from '../flags.ts';
import type { Rolling } from '../revisions.ts';
import { isRolling } from '../revisions.ts';
import { standingOf } from '../roll-out-standing.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import type { Verb } from './verb.ts';
import { fail } from './verb.ts';

/**
 * Tells how far a roll-out is, until it is over.
 * Models kubectl pkg/cmd/rollout/rollout_status.go.
 */
export const rolloutStatus: Verb = {
  usage: 'rollout status (TYPE NAME | TYPE/NAME) [flags]',
  does: 'Show the status of the rollout',
  flags: {
    ...choiceFlags,
    watch: { takes: 'switch', short: 'w', says: '--watch=false: say how far it is and end' },
    timeout: { takes: 'text', says: 'how long to wait, such as 30s' },
    revision: { takes: 'number' },
  },
  run(request, paper) {
    const { args, given, cluster } = request;
    if (args.length === 0 && !given['filename']) return fail(paper, 'required resource not specified');
    const chosen = chosenObjects(request, paper, 'rollout status', { isWide: true });
    if (!chosen) return;
    paper.failures.push(...chosen.failures);
    if (chosen.objects.length === 0 && chosen.failures.length === 0) {
      paper.err += `No resources found in ${request.namespace} namespace.\n`;
    }
    const strange = chosen.objects.find((object) => !isRolling(object));
    if (strange) return fail(paper, `no status viewer has been implemented for ${strange.kind}`);
    const timeout = durationOf(textOf(given, 'timeout') ?? '0') ?? 0;
    const follow: RolloutFollow = {
      verb: 'rollout',
      left: chosen.objects.map(keyOf),
      isBrief: !isOn(given, 'watch', true),
      code: paper.failures.length > 0 ? 1 : 0,
      ...(timeout > 0 ? { until: cluster.state.now + timeout } : {}),
    };
    const answer = lookAt(cluster, follow);
    paper.out += answer.out;
    paper.err += answer.err;
    if (answer.follow) paper.follow = answer.follow;
    else if (answer.code !== 0 && paper.failures.length === 0) fail(paper, '');
  },
};

/** What there is to say at first of the workloads, up to the one that is not done. */
function lookAt(cluster: Reader, follow: RolloutFollow, said = ''): Answer {
  const [key, ...rest] = follow.left;
  if (key === undefined) return { out: said, err: '', code: follow.code, changes: [] };
  const object = get<Rolling>(cluster, key);
  if (!object) return ended('object has been deleted', said);
  const standing = standingOf(object);
  if ('problem' in standing) return ended(standing.problem, said);
  const text = said + standing.text;
  if (standing.isDone || follow.isBrief) return lookAt(cluster, { ...follow, left: rest }, text);
  return { out: text, err: '', changes: [], follow };
}

function ended(problem: string, out: string): Answer {
  return { out, err: `error: ${problem}\n`, code: 1, changes: [] };
}

/** A line for every change of the workload, until it is done; then it is the next one's turn. */
export function goOnRollingOut(cluster: Reader, follow: RolloutFollow, changes: readonly Change[]): Answer {
  const [key, ...rest] = follow.left;
  let out = '';
  for (const change of changes) {
    if (change.key !== key) continue;
    if (change.type === 'deleted') return ended('object has been deleted', out);
    const standing = standingOf(change.object as Rolling);
    if ('problem' in standing) return ended(standing.problem, out);
    out += standing.text;
    if (standing.isDone) return lookAt(cluster, { ...follow, left: rest }, out);
  }
  const isLate = follow.until !== undefined && cluster.state.now >= follow.until;
  return isLate ? ended('timed out waiting for the condition', out) : { out, err: '', changes: [], follow };
}
