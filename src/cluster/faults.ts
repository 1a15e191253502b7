import { get } from './read.ts';
import type { Reader } from './read.ts';
import { keyFor } from '../objects/index.ts';
import type { ApiObject, Pod } from '../objects/index.ts';
import type { PartId, Signal } from './state.ts';

/** Something that can be broken and healed. The target of a pod is `pod/namespace/name`, of a node `node/name`. */
export interface Fault {
  readonly target: 'pod' | 'node';
  readonly name: string;
  /** One sentence for `ordinal break --help`. */
  readonly about: string;
  /** Which part feels it when it begins or ends. */
  readonly wakes: (reader: Reader, of: string, isOn: boolean) => readonly (readonly [PartId, Signal])[];
}

/** THE TABLE of faults. */
export const faults: readonly Fault[] = [
  podFault('readiness', 'the readiness probe fails until healed, for every pod of this name', 'fails', 'passes'),
  podFault('evict', 'once: the node is low on memory, and the pod fails with reason Evicted', 'evict'),
  podFault('exit0', 'once: the program ends with exit code 0, and the pod is Succeeded', 'exit'),
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
];

/** A fault of a machine, which gets one signal when it begins and another when it ends. */
function nodeFault(name: string, about: string, begins = 'faults', ends = begins): Fault {
  const wakes: Fault['wakes'] = (_, of, isOn) => [[`node:${of}`, { type: isOn ? begins : ends }]];
  return { target: 'node', name, about, wakes };
}

/** A fault of the pod of a name, whichever pod has it; its kubelet gets one signal when it begins and another when it ends. */
function podFault(name: string, about: string, begins: string, ends?: string): Fault {
  return {
    target: 'pod',
    name,
    about,
    wakes: (reader, of, isOn) => {
      const [namespace, podName = ''] = of.split('/');
      const pod = get<Pod>(reader, keyFor('Pod', namespace, podName));
      const type = isOn ? begins : ends;
      return pod && type !== undefined ? [[`kubelet:${of}/${pod.metadata.uid}`, { type }]] : [];
    },
  };
}

/** Is this object broken in this way now? */
export function hasFault({ state }: Reader, target: Fault['target'], object: ApiObject, name: string): boolean {
  const { namespace, name: of } = object.metadata;
  return state.faults[`${target}/${namespace ? `${namespace}/` : ''}${of}`]?.includes(name) ?? false;
}

/** Whom to tell when the faults of a target change from `before` to `after`. */
export function faultWakes(
  reader: Reader,
  target: string,
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [PartId, Signal])[] {
  const slash = target.indexOf('/');
  const [kind, of] = [target.slice(0, slash), target.slice(slash + 1)];
  return faults
    .filter((fault) => fault.target === kind && before.includes(fault.name) !== after.includes(fault.name))
    .flatMap((fault) => fault.wakes(reader, of, after.includes(fault.name)));
}
