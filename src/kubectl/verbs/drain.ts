import type { Reader, Removal } from '../../cluster/index.ts';
import { get, podsOnNode } from '../../cluster/index.ts';
import type { Node, Pod } from '../../objects/index.ts';
import { controllerOf, hasEnded, isApiError, keyOf, readKey } from '../../objects/index.ts';
import type { Answer, DrainFollow } from '../answer.ts';
import { durationOf, isOn, numberOf, textOf } from '../flags.ts';
import { labelSelector } from '../selectors.ts';
import { chosenNodes, markNode } from './cordon.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { complain, fail, say, write } from './verb.ts';

/**
 * Keeps new pods off a node and sends its pods away. Models kubectl pkg/cmd/drain and pkg/drain.
 * Left out: disruption budgets, pods of DaemonSets and mirror pods (there are none), one node after the other.
 */
export const drain: Verb = {
  usage: 'drain NODE',
  does: 'Drain node in preparation for maintenance',
  flags: {
    ...dryRunFlags,
    selector: { takes: 'text', short: 'l', says: 'the nodes with these labels' },
    'pod-selector': { takes: 'text', says: 'only the pods with these labels' },
    'delete-emptydir-data': { takes: 'switch', says: 'also pods that keep files on the node' },
    'ignore-daemonsets': { takes: 'switch' },
    force: { takes: 'switch', says: 'also pods that nobody will make again' },
    'grace-period': { takes: 'number', says: 'seconds for the containers to end' },
    timeout: { takes: 'text', says: 'how long to wait, such as 30s' },
    'disable-eviction': { takes: 'switch' },
    'skip-wait-for-delete-timeout': { takes: 'number' },
    'chunk-size': { takes: 'number' },
  },
  run(request, paper) {
    const selector = labelSelector(textOf(request.given, 'pod-selector') ?? '');
    if ('problem' in selector) return fail(paper, selector.problem);
    const nodes = chosenNodes(request, paper, 'drain');
    if (paper.failures.length > 0 || !nodes.every((node) => markNode(request, paper, node, true))) return;
    const { request: rehearsed, suffix } = rehearse(request);
    const left: DrainFollow['left'][number][] = [];
    for (const [place, node] of nodes.entries()) {
      const { name } = node.metadata;
      const pods = podsOnNode(request.cluster, name).filter(selector.test);
      const problem = problemOf(request, pods);
      if (problem !== undefined) {
        refuse(paper, nodes.slice(place), problem);
        continue;
      }
      const evicted = rehearsed.isDry ? [] : evict(rehearsed, paper, pods);
      left.push({ node: name, pods: evicted, said: `node/${name} drained${suffix}` });
    }
    const timeout = durationOf(textOf(request.given, 'timeout') ?? '0') ?? 0;
    const until = timeout > 0 ? { timeout, until: request.cluster.state.now + timeout } : {};
    const code = paper.failures.length > 0 ? 1 : 0;
    const answer = goOnDraining(request.cluster, { verb: 'drain', left, code, ...until });
    paper.out += answer.out;
    if (answer.follow) paper.follow = answer.follow;
  },
};

/** Why the pods must not be sent away without being asked for (pkg/drain/filters.go). */
function problemOf({ given }: Request, pods: readonly Pod[]): string | undefined {
  const named = (some: readonly Pod[]): string =>
    some.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`).join(', ');
  const alone = pods.filter((pod) => !controllerOf(pod) && !hasEnded(pod));
  const keeping = pods.filter(({ spec }) => spec.volumes?.some((volume) => volume['emptyDir'] !== undefined));
  if (keeping.length > 0 && !isOn(given, 'delete-emptydir-data')) {
    return `cannot delete Pods with local storage (use --delete-emptydir-data to override): ${named(keeping)}`;
  }
  if (alone.length > 0 && !isOn(given, 'force')) {
    return `cannot delete Pods that declare no controller (use --force to override): ${named(alone)}`;
  }
  return undefined;
}

function refuse(paper: Paper, left: readonly Node[], problem: string): void {
  const [node] = left;
  paper.err += `error: unable to drain node "${node?.metadata.name ?? ''}" due to error: ${problem}, continuing command...\n`;
  paper.err += `There are pending nodes to be drained:\n${left.map(({ metadata }) => ` ${metadata.name}\n`).join('')}`;
  complain(paper, problem);
}

type Evicted = DrainFollow['left'][number]['pods'];

function evict(request: Request, paper: Paper, pods: readonly Pod[]): Evicted {
  const graceSeconds = numberOf(request.given, 'grace-period') ?? -1;
  const evicted = pods.map((pod) => {
    const { name, namespace = '', uid = '' } = pod.metadata;
    say(paper, `evicting pod ${namespace}/${name}`);
    const removal: Removal = { verb: 'delete', key: keyOf(pod), uid };
    const answer = write(request, paper, graceSeconds < 0 ? removal : { ...removal, graceSeconds });
    if (isApiError(answer)) paper.failures.push({ status: answer });
    return { key: keyOf(pod), uid };
  });
  return evicted;
}

/** Says of each pod when it is gone, and of each node when all of its pods are. */
export function goOnDraining(cluster: Reader, follow: DrainFollow): Answer {
  const [node, ...rest] = follow.left;
  if (!node) return { out: '', err: '', code: follow.code, changes: [] };
  const isThere = ({ key, uid }: Evicted[number]): boolean => get(cluster, key)?.metadata.uid === uid;
  const pods = node.pods.filter(isThere);
  const gone = node.pods.filter((pod) => !isThere(pod));
  const said = gone.map(({ key }) => `pod/${readKey(key).name} evicted\n`).join('');
  if (pods.length === 0) {
    const next = goOnDraining(cluster, { ...follow, left: rest });
    return { ...next, out: `${said}${node.said}\n${next.out}` };
  }
  if (follow.until !== undefined && cluster.state.now >= follow.until) {
    return { out: said, err: lateText({ ...follow, left: [{ ...node, pods }, ...rest] }), code: 1, changes: [] };
  }
  return { out: said, err: '', changes: [], follow: { ...follow, left: [{ ...node, pods }, ...rest] } };
}

function lateText({ left, timeout = 0 }: DrainFollow): string {
  const [node] = left;
  const pods = (node?.pods ?? []).map(({ key }) => readKey(key));
  const texts = pods.map(
    ({ name, namespace = '' }) =>
      `error when waiting for pod "${name}" in namespace "${namespace}" to terminate: global timeout reached: ${timeout / 1000}s`,
  );
  const why = texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
  return [
    `There are pending pods in node "${node?.node ?? ''}" when an error occurred: ${why}`,
    ...pods.map(({ name }) => `pod/${name}`),
    `error: unable to drain node "${node?.node ?? ''}" due to error: ${why}, continuing command...`,
    'There are pending nodes to be drained:',
    ...left.map((each) => ` ${each.node}`),
    `${why}\n`,
  ].join('\n');
}
