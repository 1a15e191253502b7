/** What a kubelet does at each station of a pod's life, and what it says of it. */
import { keyOf } from '../../objects/index.ts';
import type { Node, Pod, PodStatus } from '../../objects/index.ts';
import { hasFault } from '../faults.ts';
import { say } from '../log.ts';
import type { Answer, Deed, DeedEvent } from '../part.ts';
import { podsOnNode } from '../read.ts';
import type { Reader } from '../read.ts';
import { behaviourOf } from '../programs/image-words.ts';
import { mounting, mountObstacle, unmounting } from './mounts.ts';
import { crashed, creating, killed, running, stopped, waiting } from './pod-status.ts';

/** The pod as its kubelet sees it. */
export interface Look {
  readonly reader: Reader;
  readonly pod: Pod;
  readonly node: Node | undefined;
  readonly now: string;
}

/** The steps of a pod worker, by the names that its machine uses. */
export const podSteps = {
  mount,
  create,
  pullFailed,
  pullLater,
  pulled,
  run,
  crash,
  probe,
  ready,
  notReady,
  evict,
  exit,
  stop,
  stopped: ended,
  remove,
} as const;

function mount({ reader, pod }: Look): Answer {
  return mountObstacle(reader, pod) ?? { do: [{ writes: [mounting(reader, pod)] }] };
}

function create({ reader, pod, node, now }: Look): Answer {
  const hostIP = node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
  const name = pod.spec.nodeName ?? '';
  const number = nextAddress(reader, name);
  const status = creating(pod, now, `${rangeOf(node)}.${number}`, hostIP);
  const missing = pod.spec.containers.filter(({ image }) => !hasImage(node, image));
  const deed = report(pod, status, {
    what: say('{pod} is being created on {node}', { pod: pod.metadata.name, node: name }),
  });
  const address: Deed = { writes: [{ verb: 'reserve', node: name, number }] };
  const signal = (['evict', 'exit'] as const).find((each) => hasFault(reader, 'pod', pod, faultOf[each]));
  if (signal) return { do: [address], signal };
  return {
    do: [
      address,
      deed,
      ...missing.map((container) => tell(pod, container.name, 'Pulling', `Pulling image "${container.image}"`)),
    ],
  };
}

/** The once-faults by the signal that they send. */
const faultOf = { evict: 'evict', exit: 'exit0' } as const;

function pullFailed({ pod, now }: Look): Answer {
  const [first] = pod.spec.containers;
  const message = `Failed to pull image "${first?.image}": rpc error: code = NotFound desc = failed to pull and unpack image "${first?.image}": not found`;
  const what = say('the image of {pod} cannot be pulled', { pod: pod.metadata.name });
  const deed = report(pod, waiting(pod, now, 'ErrImagePull', message), { what });
  return { do: [deed, warn(pod, 'Failed', message), warn(pod, 'Failed', 'Error: ErrImagePull')] };
}

function pullLater({ pod, now }: Look): Answer {
  const [first] = pod.spec.containers;
  const message = `Back-off pulling image "${first?.image}"`;
  const what = say('{pod} waits before it pulls again', { pod: pod.metadata.name });
  const deed = report(pod, waiting(pod, now, 'ImagePullBackOff', message), { what });
  return { do: [deed, warn(pod, 'Failed', 'Error: ImagePullBackOff')] };
}

function crash({ pod, now }: Look): Answer {
  const [first] = pod.spec.containers;
  const what = say('the program of {pod} has ended with exit code 1', { pod: pod.metadata.name });
  const deed = report(pod, crashed(pod, now), { what });
  const message = `Back-off restarting failed container ${first?.name} in pod ${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  return { do: [deed, warn(pod, 'BackOff', message)] };
}

function evict({ pod, now }: Look): Answer {
  const what = say('{pod} is evicted', { pod: pod.metadata.name });
  const because = say('the node is low on memory');
  const status = { ...killed(pod, now), reason: 'Evicted', message: 'The node was low on resource: memory. ' };
  return { do: [usedUp(pod, 'evict'), { writes: [unmounting(pod)] }, report(pod, status, { what, because })] };
}

function exit({ pod, now }: Look): Answer {
  const what = say('the program of {pod} has ended with exit code 0', { pod: pod.metadata.name });
  return { do: [usedUp(pod, 'exit0'), { writes: [unmounting(pod)] }, report(pod, stopped(pod, now), { what })] };
}

/** A fault that happens once is over when it has happened. */
function usedUp({ metadata: { namespace, name } }: Pod, fault: string): Deed {
  return { writes: [{ verb: 'useUp', target: `pod/${namespace}/${name}`, fault }] };
}

function warn(pod: Pod, reason: string, message: string): Deed {
  const { event, ...deed } = tell(pod, pod.spec.containers[0]?.name ?? '', reason, message);
  return event ? { ...deed, event: { ...event, type: 'Warning' } } : deed;
}

function pulled({ pod, node }: Look): Answer {
  const missing = pod.spec.containers.filter(({ image }) => !hasImage(node, image));
  const told = pod.spec.containers.map(({ name, image }) =>
    missing.some((container) => container.image === image)
      ? tell(pod, name, 'Pulled', `Successfully pulled image "${image}"`)
      : tell(pod, name, 'Pulled', `Container image "${image}" already present on machine`),
  );
  if (!node || missing.length === 0) return { do: told };
  const images = [...imagesOf(node), ...missing.map(({ image }) => ({ names: [image] }))];
  const object = { ...node, status: { ...node.status, images } };
  return { do: [{ writes: [{ verb: 'update', object, subresource: 'status' }] }, ...told] };
}

function run({ pod, now }: Look): Answer {
  const deed = report(pod, running(pod, now, false), { what: say('{pod} runs', { pod: pod.metadata.name }) });
  const told = pod.spec.containers.flatMap(({ name }) => [
    tell(pod, name, 'Created', 'Container created'),
    tell(pod, name, 'Started', 'Container started'),
  ]);
  return { do: [deed, ...told] };
}

function probe({ reader, pod }: Look): Answer {
  const isUnready = behaviourOf(pod.spec.containers.map(({ image }) => image)).isNeverReady;
  return { do: [], signal: isUnready || hasFault(reader, 'pod', pod, 'readiness') ? 'fails' : 'passes' };
}

function ready({ pod, now }: Look): Answer {
  return { do: [report(pod, running(pod, now, true), { what: say('{pod} is Ready', { pod: pod.metadata.name }) })] };
}

function notReady({ pod, now }: Look): Answer {
  const what = say('{pod} is not Ready', { pod: pod.metadata.name });
  return { do: [report(pod, running(pod, now, false), { what, because: say('its readiness probe fails') })] };
}

function stop({ pod }: Look): Answer {
  const what = say('{pod} is told to stop', { pod: pod.metadata.name });
  const told = pod.spec.containers.map(({ name }) => tell(pod, name, 'Killing', `Stopping container ${name}`));
  return { do: [{ what, because: say('its deletion was asked for'), writes: [], object: keyOf(pod) }, ...told] };
}

function ended({ pod, now }: Look): Answer {
  const status = behaviourOf(pod.spec.containers.map(({ image }) => image)).ignoresSigterm
    ? killed(pod, now)
    : stopped(pod, now);
  return { do: [report(pod, status, { what: say('{pod} has stopped', { pod: pod.metadata.name }) })] };
}

function remove({ pod }: Look): Answer {
  const { name, uid } = pod.metadata;
  const key = keyOf(pod);
  const removal = { verb: 'delete', key, graceSeconds: 0, ...(uid === undefined ? {} : { uid }) } as const;
  const because = say('its containers are gone');
  return {
    do: [{ what: say('{pod} is removed', { pod: name }), because, writes: [unmounting(pod), removal], object: key }],
  };
}

function report(pod: Pod, status: PodStatus, words: Pick<Deed, 'what' | 'because'>): Deed {
  return {
    ...words,
    writes: [{ verb: 'update', object: { ...pod, status }, subresource: 'status' }],
    object: keyOf(pod),
  };
}

function tell(about: Pod, container: string, reason: string, message: string): Deed {
  const event: DeedEvent = { about, reason, message, fieldPath: `spec.containers{${container}}` };
  return { writes: [], event };
}

function imagesOf(node: Node | undefined): readonly { readonly names: readonly string[] }[] {
  return (node?.status as { images?: readonly { names: readonly string[] }[] } | undefined)?.images ?? [];
}

/** Is the image on the node already? */
export function hasImage(node: Node | undefined, image: string): boolean {
  return imagesOf(node).some(({ names }) => names.includes(image));
}

function rangeOf(node: Node | undefined): string {
  return (node?.spec.podCIDR ?? '10.244.0.0/24').replace(/\.\d+\/\d+$/, '');
}

/** The next number of the node's range after the last one given, so that a pod that comes back has a new address (CNI host-local). */
function nextAddress(reader: Reader, node: string): number {
  const taken = new Set(podsOnNode(reader, node).map(({ status }) => status?.podIP?.split('.')[3]));
  const last = reader.state.addresses[node] ?? 1;
  for (let step = 0; step < 253; step++) {
    const number = 2 + ((last - 1 + step) % 253);
    if (!taken.has(String(number))) return number;
  }
  throw new Error(`${node} has no address left.`);
}
