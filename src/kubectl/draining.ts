/**
 * A drain under way: one node after the other, the pods of a node all at once; a refused eviction is asked for again after 5 s, and
 * every second it looks whether a pod is gone. Models kubectl pkg/cmd/drain/drain.go and pkg/drain/drain.go.
 */
import type { Change, Cluster, Removal } from '../cluster/index.ts';
import { get, podsOnNode, submit, wakeIn } from '../cluster/index.ts';
import type { Millis } from '../objects/index.ts';
import { isApiError, keyOf, millisOf, readKey } from '../objects/index.ts';
import type { Answer, DrainedPod, DrainFollow } from './answer.ts';
import { sortPods } from './drain-filters.ts';
import type { Sorted } from './drain-filters.ts';
import { goDuration } from './durations.ts';
import { labelSelector } from './selectors.ts';

const retryMs = 5_000;
const pollMs = 1_000;

interface Sheet {
  out: string;
  err: string;
  readonly changes: Change[];
}

/** Goes on with a drain: what it prints and does at this moment, and how it stands then. */
export function goOnDraining(cluster: Cluster, begun: DrainFollow): Answer {
  const sheet: Sheet = { out: '', err: '', changes: [] };
  let follow = begun;
  while (follow.nodes.length > 0) {
    follow = goOnWithNode(cluster, follow.pods ? follow : beginNode(cluster, follow, sheet), sheet);
    if (!follow.pods) continue;
    if (!isSame(follow, begun)) wakeIn(cluster, Math.max(0, nextLook(follow) - cluster.state.now));
    return { ...sheet, follow };
  }
  sheet.err += endText(follow);
  return { ...sheet, code: follow.failed.length > 0 ? 1 : 0 };
}

function isSame(a: DrainFollow, b: DrainFollow): boolean {
  return a.pods !== undefined && b.pods !== undefined && nextLook(a) === nextLook(b);
}

/** When there is something to do next, as far as only time decides. */
function nextLook({ pods = [], until = Infinity }: DrainFollow): Millis {
  return Math.min(...pods.map(({ at, isAsked }) => (isAsked ? Math.min(at, until) : at)));
}

function sortedOn(cluster: Cluster, { nodes: [node = ''], manner }: DrainFollow): Sorted {
  const selector = labelSelector(manner.podSelector);
  const pods = podsOnNode(cluster, node).filter((pod) => 'problem' in selector || selector.test(pod));
  return sortPods(cluster, pods, manner, millisOf(cluster.state.settings.start) + cluster.state.now);
}

/** Looks which pods of the next node are to go; where some must not, none of them does. */
function beginNode(cluster: Cluster, follow: DrainFollow, sheet: Sheet): DrainFollow {
  const { pods, warnings, errors } = sortedOn(cluster, follow);
  if (errors.length > 0) return { ...follow, errors, pods: [] };
  if (warnings.length > 0) sheet.err += `Warning: ${warnings.join('; ')}\n`;
  const { manner } = follow;
  const { now: at } = cluster.state;
  if (manner.isDry) {
    sheet.out += pods
      .map(({ metadata }) => `evicting pod ${metadata.namespace}/${metadata.name}${manner.suffix}\n`)
      .join('');
    return { ...follow, pods: [] };
  }
  const asked = pods.map((pod) => ({ key: keyOf(pod), uid: pod.metadata.uid ?? '', at, isAsked: false }));
  const { until: _, ...rest } = follow;
  return { ...rest, pods: asked, ...(manner.timeout === undefined ? {} : { until: at + manner.timeout }) };
}

function goOnWithNode(cluster: Cluster, follow: DrainFollow, sheet: Sheet): DrainFollow {
  const errors = [...follow.errors];
  const pods = (follow.pods ?? []).flatMap((pod) => {
    let next: DrainedPod | undefined = pod;
    if (!next.isAsked && next.at <= cluster.state.now) next = ask(cluster, follow, next, sheet, errors);
    return next?.isAsked ? (waitFor(cluster, follow, next, sheet, errors) ?? []) : (next ?? []);
  });
  if (pods.length > 0) return { ...follow, pods, errors };
  return endNode(cluster, { ...follow, errors }, sheet);
}

/** Asks for the eviction of a pod; answers with how it stands then, or with nothing when it is done with. */
function ask(
  cluster: Cluster,
  { manner, until }: DrainFollow,
  pod: DrainedPod,
  sheet: Sheet,
  errors: string[],
): DrainedPod | undefined {
  const { name, namespace = '' } = readKey(pod.key);
  const { now } = cluster.state;
  const what = `pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
  if (!manner.deletes) sheet.out += `evicting pod ${namespace}/${name}\n`;
  if (until !== undefined && now >= until) {
    errors.push(`error when evicting ${what}: global timeout reached: ${goDuration(manner.timeout ?? 0)}`);
    return undefined;
  }
  const { key } = pod;
  const grace = manner.graceSeconds === undefined ? {} : { graceSeconds: manner.graceSeconds };
  const removal: Removal = { verb: 'delete', key, ...grace };
  const { answer, changes } = submit(cluster, manner.deletes ? removal : { verb: 'evict', key, ...grace });
  sheet.changes.push(...changes);
  if (!isApiError(answer)) return { ...pod, uid: answer.metadata.uid ?? '', isAsked: true, at: now };
  if (answer.reason === 'NotFound') return undefined;
  if (answer.reason !== 'TooManyRequests') {
    errors.push(`error when evicting ${what}: ${answer.message}`);
    return undefined;
  }
  sheet.err += `error when evicting ${what} (will retry after ${goDuration(retryMs)}): ${answer.message}\n`;
  return { ...pod, at: now + retryMs };
}

/** Looks whether the pod is gone, which it also is when another one has its name. */
function waitFor(
  cluster: Cluster,
  { manner, until }: DrainFollow,
  pod: DrainedPod,
  sheet: Sheet,
  errors: string[],
): DrainedPod | undefined {
  const { now } = cluster.state;
  const { name, namespace = '' } = readKey(pod.key);
  const isDue = now >= pod.at;
  if (isDue && get(cluster, pod.key)?.metadata.uid !== pod.uid) {
    sheet.out += `pod/${name} ${manner.deletes ? 'deleted' : 'evicted'}\n`;
    return undefined;
  }
  if (until === undefined || now < until) return isDue ? { ...pod, at: now + pollMs } : pod;
  const why = 'context deadline exceeded';
  const where = `error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate`;
  errors.push(manner.deletes ? why : `${where}: ${why}`);
  return undefined;
}

/** Says that the node is drained, or why it is not; the command goes on with the next one. */
function endNode(cluster: Cluster, { pods: _, ...follow }: DrainFollow, sheet: Sheet): DrainFollow {
  const { nodes, errors, failed, manner } = follow;
  const [node = '', ...others] = nodes;
  const rest = { ...follow, nodes: others, errors: [] };
  if (errors.length === 0) {
    sheet.out += `node/${node} drained${manner.suffix}\n`;
    return rest;
  }
  const why = together(errors);
  const left = sortedOn(cluster, follow);
  if (left.errors.length === 0 && left.pods.length > 0) {
    const names = left.pods.map(({ metadata }) => `pod/${metadata.name}\n`).join('');
    sheet.err += `There are pending pods in node "${node}" when an error occurred: ${why}\n${names}`;
  }
  sheet.err += `error: unable to drain node "${node}" due to error: ${why}, continuing command...\n`;
  return { ...rest, failed: [...failed, { node, errors }] };
}

/** Several errors in one line, as Go's aggregates print them. */
function together(errors: readonly string[]): string {
  const different = [...new Set(errors)];
  return different.length === 1 ? different[0]! : `[${different.join(', ')}]`;
}

function endText({ failed }: DrainFollow): string {
  if (failed.length === 0) return '';
  const nodes = failed.map(({ node }) => ` ${node}\n`).join('');
  const [only] = failed;
  const lines = failed.length === 1 && only ? only.errors : failed.map(({ errors }) => together(errors));
  return `There are pending nodes to be drained:\n${nodes}${lines.map((line) => `${line}\n`).join('')}`;
}
