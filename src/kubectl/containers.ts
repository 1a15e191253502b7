/** Which pod, and which container of it, `exec`, `logs`, `attach` and `cp` mean. */
import { get, list, reachOf, wakeIn } from '../cluster/index.ts';
import type { Reader } from '../cluster/index.ts';
import { badRequest, hasLabels, isReady, keyFor, selects } from '../objects/index.ts';
import type { ApiObject, Container, Labels, LabelSelector, Node, Pod } from '../objects/index.ts';
import type { UnheardFollow } from './answer.ts';
import type { Failure } from './failures.ts';
import type { Flags } from './flags.ts';
import { isOn, textOf } from './flags.ts';
import { findObjects, readTargets } from './targets.ts';
import { fail } from './verbs/verb.ts';
import type { Paper, Request } from './verbs/verb.ts';

/** The flags that say which container is meant. */
export const containerFlags: Flags = {
  container: { takes: 'text', short: 'c', says: 'the container; if omitted, the first one of the pod' },
  quiet: { takes: 'switch', short: 'q', says: 'only print what the container says' },
};

/** The flags of commands that connect the terminal with a process of the container. */
export const streamFlags: Flags = {
  ...containerFlags,
  stdin: { takes: 'switch', short: 'i', says: 'pass what is typed to the container' },
  tty: { takes: 'switch', short: 't', says: 'as a terminal' },
  'pod-running-timeout': { takes: 'text' },
};

/** The pod that `NAME`, `pod/NAME` or `sts/NAME` means; failures are noted. */
export function podMeant(request: Request, paper: Paper, name: string): Pod | undefined {
  const objects = objectsMeant(request, paper, [name.includes('/') ? name : `pods/${name}`]);
  const [object] = objects ?? [];
  if (!object || object.kind === 'Pod') return object as Pod | undefined;
  const pods = podsBehind(request.cluster, object);
  if (!pods)
    fail(paper, `cannot attach to *${object.apiVersion.replace('apps/v1', 'v1')}.${object.kind}: not implemented`);
  if (pods?.length === 0) fail(paper, 'timed out waiting for the condition');
  return pods?.[0];
}

/** The objects that words mean; what is not there is noted. */
export function objectsMeant(
  request: Request,
  paper: Paper,
  words: readonly string[],
): readonly ApiObject[] | undefined {
  const read = readTargets(words, 'logs');
  if ('failure' in read) {
    paper.failures.push(read.failure);
    return undefined;
  }
  const { cluster, namespace } = request;
  const { objects, failures } = findObjects(cluster, read.targets, { namespace, labels: '', fields: '' });
  paper.failures.push(...failures);
  return failures.length > 0 ? undefined : objects;
}

/**
 * The pods behind a workload or a Service, those first that most probably answer (polymorphichelpers.GetFirstPod with podutils.ActivePods);
 * nothing for what has no pods.
 */
export function podsBehind(cluster: Reader, object: ApiObject): readonly Pod[] | undefined {
  const { selector } = (object['spec'] ?? {}) as { readonly selector?: LabelSelector | Labels };
  if (!selector) return undefined;
  const isMeant = ({ metadata: { labels } }: Pod): boolean =>
    object.kind === 'Service' ? hasLabels(labels, selector as Labels) : selects(selector, labels);
  const pods = list<Pod>(cluster, 'Pod', object.metadata.namespace).filter(isMeant);
  const rank = (pod: Pod): number => (isReady(pod) ? 0 : pod.status?.phase === 'Running' ? 1 : 2);
  return [...pods].sort((a, b) => rank(a) - rank(b));
}

/** The container that is meant: by its name, by the pod's annotation, or the first one, which is said where there are several. */
export function containerMeant({ given }: Request, paper: Paper, pod: Pod): Container | undefined {
  const { containers, initContainers = [] } = pod.spec;
  const all = [...containers, ...initContainers];
  const named = textOf(given, 'container');
  if (named !== undefined) return all.find(({ name }) => name === named);
  const preferred = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  const annotated = all.find(({ name }) => name === preferred);
  const [first] = containers;
  if (annotated || all.length === 1 || !first) return annotated ?? first;
  const names = [...containers.map(({ name }) => name), ...initContainers.map(({ name }) => `${name} (init)`)];
  if (!isOn(given, 'quiet')) paper.err += `Defaulted container "${first.name}" out of: ${names.join(', ')}\n`;
  return first;
}

/** How the container stands, as the API server knows it. */
export function standingOf(
  { status }: Pod,
  name: string,
): NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number] | undefined {
  const { containerStatuses = [], initContainerStatuses = [] } = status ?? {};
  return [...containerStatuses, ...initContainerStatuses].find((each) => each.name === name);
}

const dialMs = 30_000;
const noRouteMs = 3000;

/** The answer to a request that only the kubelet of a pod could answer, where that one cannot be heard; `what` it was asked for. */
export function unheard(cluster: Reader, pod: Pod, what: string): UnheardFollow | undefined {
  const name = pod.spec.nodeName ?? '';
  const reach = reachOf(cluster.state, name);
  if (reach === 'up') return undefined;
  const node = get<Node>(cluster, keyFor('Node', undefined, name));
  const address = `${node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? name}:10250`;
  const isOff = ['poweredOff', 'booting'].includes(cluster.state.machines[`node:${name}`]?.value ?? '');
  const why = isOff ? `dial tcp ${address}: connect: no route to host` : `dial tcp ${address}: i/o timeout`;
  const ms = isOff ? noRouteMs : dialMs;
  wakeIn(cluster, ms);
  const head = what === '' ? 'error dialing backend: ' : `Get "https://${address}/${what}": `;
  return { verb: 'unheard', until: cluster.state.now + ms, error: `Error from server: ${head}${why}\n` };
}

/** The refusal of the API server for a pod that has no machine yet. */
export function noHost(pod: Pod): Failure {
  return { status: badRequest(`pod ${pod.metadata.name} does not have a host assigned`) };
}
