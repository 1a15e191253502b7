import { assign, setup } from 'xstate';
import { hasEnded, keyFor, keyOf } from '../../objects/index.ts';
import type { Node, Pod, PodStatus } from '../../objects/index.ts';
import { nowOf } from '../api-server.ts';
import { jittered } from '../chance.ts';
import { hasFault } from '../faults.ts';
import { say } from '../log.ts';
import type { Answer, Deed, DeedEvent, Part, Wake } from '../part.ts';
import { get, podsOnNode } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { behaviourOf } from '../programs/image-words.ts';
import type { Behaviour } from '../programs/image-words.ts';
import { crashed, creating, killed, running, stopped, waiting } from './pod-status.ts';

/** How long this pod takes for everything, drawn when it came to its node, and how its programs behave. */
interface Worker extends Behaviour {
  readonly pullMs: number;
  readonly startMs: number;
  readonly readyMs: number;
  readonly stopMs: number;
  readonly removeMs: number;
  readonly graceMs: number;
  readonly pullFailures: number;
  readonly crashCount: number;
}

type WorkerSignal =
  | { type: 'wake' }
  | { type: 'delete'; graceMs: number }
  | { type: 'forget' | 'passes' | 'fails' | 'evict' | 'exit' };

/**
 * One pod's life on its node, in the words of STATUS.
 * Models pkg/kubelet/pod_workers.go and kubelet_pods.go. Left out: init containers, probes with their numbers, lifecycle hooks,
 * the reset of a back-off after ten quiet minutes, attaching of volumes; the containers of a pod live and die together.
 */
const machine = setup({
  types: { context: {} as Worker, input: {} as Worker, events: {} as WorkerSignal },
  actions: {
    step: (_, _name: string) => undefined,
    shortenGrace: assign({ graceMs: ({ event }) => graceOf(event) }),
    countPullFailure: assign({ pullFailures: ({ context }) => context.pullFailures + 1 }),
    countCrash: assign({ crashCount: ({ context }) => context.crashCount + 1 }),
  },
  guards: { isMissing: ({ context }) => context.isMissing, crashes: ({ context }) => context.crashes },
  delays: {
    pull: ({ context }) => context.pullMs,
    errImagePull: 1000,
    pullBackOff: ({ context }) => backOffMs(context.pullFailures),
    start: ({ context }) => context.startMs,
    ready: ({ context }) => (context.crashes ? crashMs : context.readyMs),
    restart: ({ context }) => (context.crashCount > 1 ? backOffMs(context.crashCount - 1) : 0),
    stop: ({ context }) => (context.ignoresSigterm ? context.graceMs : Math.min(context.stopMs, context.graceMs)),
    remove: ({ context }) => context.removeMs,
  },
}).createMachine({
  id: 'pod',
  context: ({ input }) => input,
  initial: 'bound',
  on: {
    delete: { target: '.terminating', actions: 'shortenGrace' },
    forget: '.gone',
    evict: '.evicted',
    exit: '.completed',
  },
  states: {
    bound: { on: { wake: 'containerCreating' } },
    containerCreating: {
      entry: { type: 'step', params: 'create' },
      after: { pull: [{ guard: 'isMissing', target: 'errImagePull' }, { target: 'starting' }] },
    },
    errImagePull: {
      entry: ['countPullFailure', { type: 'step', params: 'pullFailed' }],
      after: { errImagePull: 'imagePullBackOff' },
    },
    imagePullBackOff: { entry: { type: 'step', params: 'pullLater' }, after: { pullBackOff: 'errImagePull' } },
    starting: { entry: { type: 'step', params: 'pulled' }, after: { start: 'running' } },
    running: {
      entry: { type: 'step', params: 'run' },
      after: { ready: [{ guard: 'crashes', target: 'crashLoopBackOff' }, { target: 'probing' }] },
    },
    crashLoopBackOff: { entry: ['countCrash', { type: 'step', params: 'crash' }], after: { restart: 'running' } },
    probing: { entry: { type: 'step', params: 'probe' }, on: { passes: 'ready', fails: 'notReady' } },
    ready: { entry: { type: 'step', params: 'ready' }, on: { fails: 'notReady' } },
    notReady: { entry: { type: 'step', params: 'notReady' }, on: { passes: 'ready' } },
    evicted: { entry: { type: 'step', params: 'evict' }, type: 'final' },
    completed: { entry: { type: 'step', params: 'exit' }, type: 'final' },
    terminating: {
      entry: { type: 'step', params: 'stop' },
      on: { delete: {}, evict: {}, exit: {} },
      after: { stop: 'stopped' },
    },
    stopped: {
      entry: { type: 'step', params: 'stopped' },
      on: { delete: {}, evict: {}, exit: {} },
      after: { remove: 'removed' },
    },
    removed: { entry: { type: 'step', params: 'remove' }, type: 'final' },
    gone: { type: 'final' },
  },
});

/** A crashing program gets this far before it ends. */
const crashMs = 300;

/** 10 s, doubled each time, 300 s at most: pulls and restarts alike. */
function backOffMs(times: number): number {
  return Math.min(10_000 * 2 ** (times - 1), 300_000);
}

function graceOf(event: WorkerSignal): number {
  return event.type === 'delete' ? event.graceMs : 0;
}

/** The pod as its kubelet sees it. */
interface Look {
  readonly reader: Reader;
  readonly pod: Pod;
  readonly node: Node | undefined;
  readonly now: string;
}

/** The part that runs pods; each instance is named `namespace/name/uid`, because a successor of the same name is another pod. */
export const podWorker: Part<Look> = {
  name: 'kubelet',
  machine,
  wakesOn: { Pod: hear },
  begin,
  look,
  steps: { create, pullFailed, pullLater, pulled, run, crash, probe, ready, notReady, evict, exit, stop, stopped: ended, remove },
};

/** The name of the instance that looks after this pod. */
export function workerOf({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name}/${metadata.uid}`;
}

function hear({ type, object, before }: Change): readonly Wake[] {
  const pod = object as Pod;
  const old = before as Pod | undefined;
  if (pod.spec.nodeName === undefined) return [];
  const of = workerOf(pod);
  if (type === 'deleted') return [{ of, signal: { type: 'forget' } }];
  const wakes: Wake[] = old?.spec.nodeName === undefined && !hasEnded(pod) ? [{ of }] : [];
  const { deletionGracePeriodSeconds: grace } = pod.metadata;
  if (grace !== undefined && grace !== old?.metadata.deletionGracePeriodSeconds) {
    wakes.push({ of, signal: { type: 'delete', graceMs: grace * 1000 } });
  }
  return wakes;
}

function begin(reader: Reader, of: string): Readonly<Record<string, unknown>> {
  const { settings, chance } = reader.state;
  const { durations } = settings;
  const seen = look(reader, of);
  const isPresent = seen?.pod.spec.containers.every(({ image }) => hasImage(seen.node, image)) ?? false;
  const took = (ms: number, purpose: string): number => jittered(chance, ms, durations.jitter, of, purpose);
  const worker: Worker = {
    ...behaviourOf(seen?.pod.spec.containers.map(({ image }) => image) ?? []),
    pullMs: isPresent ? durations.pullAgain : took(durations.pull, 'pull'),
    startMs: took(durations.start, 'start'),
    readyMs: took(durations.ready, 'ready'),
    stopMs: took(durations.stop, 'stop'),
    removeMs: took(durations.remove, 'remove'),
    graceMs: (seen?.pod.spec.terminationGracePeriodSeconds ?? 30) * 1000,
    pullFailures: 0,
    crashCount: 0,
  };
  return { ...worker };
}

function look(reader: Reader, of: string): Look | undefined {
  const [namespace, name = '', uid] = of.split('/');
  const pod = get<Pod>(reader, keyFor('Pod', namespace, name));
  if (!pod || pod.metadata.uid !== uid) return undefined;
  const node = get<Node>(reader, keyFor('Node', undefined, pod.spec.nodeName ?? ''));
  return { reader, pod, node, now: nowOf(reader) };
}

function create({ reader, pod, node, now }: Look): Answer {
  const hostIP = node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
  const name = pod.spec.nodeName ?? '';
  const number = nextAddress(reader, name);
  const status = creating(pod, now, `${rangeOf(node)}.${number}`, hostIP);
  const missing = pod.spec.containers.filter(({ image }) => !hasImage(node, image));
  const deed = report(pod, status, { what: say('{pod} is being created on {node}', { pod: pod.metadata.name, node: name }) });
  const address: Deed = { writes: [{ verb: 'reserve', node: name, number }] };
  const signal = (['evict', 'exit'] as const).find((each) => hasFault(reader, 'pod', pod, faultOf[each]));
  if (signal) return { do: [address, deed], signal };
  return { do: [address, deed, ...missing.map((container) => tell(pod, container.name, 'Pulling', `Pulling image "${container.image}"`))] };
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
  return { do: [usedUp(pod, 'evict'), report(pod, status, { what, because })] };
}

function exit({ pod, now }: Look): Answer {
  const what = say('the program of {pod} has ended with exit code 0', { pod: pod.metadata.name });
  return { do: [usedUp(pod, 'exit0'), report(pod, stopped(pod, now), { what })] };
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
  const status = behaviourOf(pod.spec.containers.map(({ image }) => image)).ignoresSigterm ? killed(pod, now) : stopped(pod, now);
  return { do: [report(pod, status, { what: say('{pod} has stopped', { pod: pod.metadata.name }) })] };
}

function remove({ pod }: Look): Answer {
  const { name, uid } = pod.metadata;
  const key = keyOf(pod);
  const removal = { verb: 'delete', key, graceSeconds: 0, ...(uid === undefined ? {} : { uid }) } as const;
  const because = say('its containers are gone');
  return { do: [{ what: say('{pod} is removed', { pod: name }), because, writes: [removal], object: key }] };
}

function report(pod: Pod, status: PodStatus, words: Pick<Deed, 'what' | 'because'>): Deed {
  return { ...words, writes: [{ verb: 'update', object: { ...pod, status }, subresource: 'status' }], object: keyOf(pod) };
}

function tell(about: Pod, container: string, reason: string, message: string): Deed {
  const event: DeedEvent = { about, reason, message, fieldPath: `spec.containers{${container}}` };
  return { writes: [], event };
}

function imagesOf(node: Node | undefined): readonly { readonly names: readonly string[] }[] {
  return (node?.status as { images?: readonly { names: readonly string[] }[] } | undefined)?.images ?? [];
}

function hasImage(node: Node | undefined, image: string): boolean {
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
