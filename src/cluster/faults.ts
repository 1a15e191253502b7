import { get } from './read.ts';
import type { Reader } from './read.ts';
import { keyFor } from '../objects/index.ts';
import type { ApiObject, Pod } from '../objects/index.ts';
import type { PartId, Signal } from './state.ts';

/** Something that can be broken and healed. The target of a pod is `pod/namespace/name`, of a node `node/name`. */
export interface Fault {
  readonly target: 'pod' | 'node' | 'image' | 'storage' | 'dns';
  readonly name: string;
  /** One sentence for `ordinal break --help`. */
  readonly about: string;
  /** Which part feels it when it begins or ends. */
  readonly wakes: (reader: Reader, of: string, isOn: boolean) => readonly (readonly [PartId, Signal])[];
}

const storageFull: Fault = {
  target: 'storage',
  name: 'full',
  about: 'provisioning for this class fails with the Event of its provisioner, which tries again and again',
  wakes: () => [],
};

/** THE TABLE of faults. */
export const faults: readonly Fault[] = [
  podFault('readiness', 'the readiness probe fails until healed, for every pod of this name'),
  podFault('liveness', 'the liveness probe fails until healed; a container without one is asked every 10 s'),
  podFault('crash', 'once: the program of the first container ends with exit code 1'),
  podFault('crashloop', 'the program of the first container ends with exit code 1 soon after every start'),
  podFault('exit0', 'once: the program of the first container ends with exit code 0'),
  podFault('hang', 'the programs do not stop on SIGTERM: they use up the grace period and are killed'),
  { ...podFault('evict', 'once: the node is low on memory, and the pod fails with reason Evicted'), wakes: wakeWorker },
  imageFault('missing', 'it cannot be pulled where it is not yet'),
  imageFault('slow', 'pulling it takes ten times as long'),
  nodeFault(
    'network',
    'cut off: nothing reaches or leaves it, its containers run on and write; on return it tells what happened',
  ),
  nodeFault(
    'power',
    'off: its containers are gone; on return it boots, and its pods start again',
    'powerOff',
    'powerOn',
  ),
  nodeFault('freeze', 'it stands still, and on return goes on where it was'),
  storageFull,
  {
    target: 'dns',
    name: 'down',
    about: 'the DNS of the cluster does not answer: names do not resolve',
    wakes: () => [],
  },
  pressureFault('memory', 'it is short of memory: it takes no new pods and evicts those that asked for least'),
  pressureFault('disk', 'it is short of disk: it takes no new pods and evicts those that asked for least'),
];

/** A fault of a machine, which gets one signal when it begins and another when it ends. */
function nodeFault(name: string, about: string, begins = 'faults', ends = begins): Fault {
  // The watcher hears of it only to know that the cluster is not at rest any more.
  const wakes: Fault['wakes'] = (_, of, isOn) => [
    [`node:${of}`, { type: isOn ? begins : ends }],
    [`node-lifecycle:${of}`, { type: 'wake' }],
  ];
  return { target: 'node', name, about, wakes };
}

/** Something that a machine is short of; its kubelet looks after that. */
function pressureFault(name: string, about: string): Fault {
  return { target: 'node', name, about, wakes: (_, of) => [[`eviction-manager:${of}`, { type: 'wake' }]] };
}

/** A fault of the pod of a name, whichever pod has it; its containers look at it when it begins and when it ends. */
function podFault(name: string, about: string): Fault {
  return {
    target: 'pod',
    name,
    about,
    wakes: (reader, of) => {
      const pod = podOf(reader, of);
      const containers = [...(pod?.spec.initContainers ?? []), ...(pod?.spec.containers ?? [])];
      const worker = `${of}/${pod?.metadata.uid}`;
      return containers.map((container) => [`container:${worker}/${container.name}`, { type: 'look' }]);
    },
  };
}

function podOf(reader: Reader, of: string): Pod | undefined {
  const [namespace, name = ''] = of.split('/');
  return get<Pod>(reader, keyFor('Pod', namespace, name));
}

function wakeWorker(reader: Reader, of: string, isOn: boolean): readonly (readonly [PartId, Signal])[] {
  const pod = podOf(reader, of);
  return pod && isOn ? [[`kubelet:${of}/${pod.metadata.uid}`, { type: 'evict' }]] : [];
}

/** A fault of an image, by the name that pods write; who pulls it next notices. */
function imageFault(name: string, about: string): Fault {
  return { target: 'image', name, about, wakes: () => [] };
}

/** Is this object broken in this way now? */
export function hasFault({ state }: Reader, target: Fault['target'], object: ApiObject, name: string): boolean {
  if (isEmpty(state.faults)) return false;
  const { namespace, name: of } = object.metadata;
  return state.faults[`${target}/${namespace ? `${namespace}/` : ''}${of}`]?.includes(name) ?? false;
}

/** Is the target of this name broken in this way now? What there is only once has no name. */
export function isBroken({ state }: Reader, target: Fault['target'], of: string, name: string): boolean {
  return !isEmpty(state.faults) && (state.faults[of === '' ? target : `${target}/${of}`]?.includes(name) ?? false);
}

function isEmpty(faults: object): boolean {
  for (const _ in faults) return false;
  return true;
}

/** Whom to tell when the faults of a target change from `before` to `after`. */
export function faultWakes(
  reader: Reader,
  target: string,
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [PartId, Signal])[] {
  const [kind = ''] = target.split('/');
  const of = target.slice(kind.length + 1);
  return faults
    .filter((fault) => fault.target === kind && before.includes(fault.name) !== after.includes(fault.name))
    .flatMap((fault) => fault.wakes(reader, of, after.includes(fault.name)));
}
