import { list } from '../cluster/index.ts';
import type { Reader } from '../cluster/index.ts';
import type { Pod } from '../objects/index.ts';
import { keyFor, readKey } from '../objects/index.ts';
import type { ObjectKey } from '../objects/index.ts';

/** The namespace of names that name none. */
export const namespaceHere = 'default';

/** How one kind of target of the table of faults is called, and which there are. */
export interface TargetKind {
  /** What stands behind the slash in the help; nothing where the kind is its own name. */
  readonly hole?: 'NAME' | 'CLASS';
  /** The kind of object that it is, if it is one. */
  readonly object?: string;
  /** The names that can be broken now, as they are typed. */
  readonly names: (cluster: Reader) => readonly string[];
  /** A name that nothing has now may be broken, too: the fault waits for it. */
  readonly mayWait?: true;
}

/** THE TABLE of kinds of targets, by the first word of a target. */
export const targetKinds: Readonly<Record<string, TargetKind>> = {
  node: { hole: 'NAME', object: 'Node', names: (cluster) => namesOf(cluster, 'Node') },
  pod: { hole: 'NAME', object: 'Pod', names: (cluster) => namesOf(cluster, 'Pod'), mayWait: true },
  image: { hole: 'NAME', names: imagesOf, mayWait: true },
  dns: { names: () => [] },
  storage: { hole: 'CLASS', object: 'StorageClass', names: (cluster) => namesOf(cluster, 'StorageClass') },
};

function namesOf(cluster: Reader, kind: string): readonly string[] {
  return list(cluster, kind).map(({ metadata: { namespace, name } }) =>
    namespace === undefined || namespace === namespaceHere ? name : `${namespace}/${name}`,
  );
}

function imagesOf(cluster: Reader): readonly string[] {
  const pods = list<Pod>(cluster, 'Pod');
  const containers = pods.flatMap(({ spec }) => [...(spec.initContainers ?? []), ...spec.containers]);
  return [...new Set(containers.map(({ image }) => image))].sort();
}

/** A target in two: its kind and the name behind the slash, which may have slashes of its own. */
export function splitTarget(target: string): readonly [kind: string, name: string] {
  const slash = target.indexOf('/');
  return slash < 0 ? [target, ''] : [target.slice(0, slash), target.slice(slash + 1)];
}

/** A target as the state knows it: a pod has its namespace before its name. */
export function fullTarget(target: string): string {
  const [kind, name] = splitTarget(target);
  return kind === 'pod' && !name.includes('/') ? `pod/${namespaceHere}/${name}` : target;
}

/** A target of the state as it is typed. */
export function typedTarget(full: string): string {
  return full.replace(`pod/${namespaceHere}/`, 'pod/');
}

/** The target that an object is, as it is typed; nothing for kinds that cannot be broken. */
export function targetOf(key: ObjectKey): string | undefined {
  const { kind, namespace, name } = readKey(key);
  const target = Object.keys(targetKinds).find((each) => targetKinds[each]?.object === kind);
  return target && typedTarget(namespace === undefined ? `${target}/${name}` : `${target}/${namespace}/${name}`);
}

/** The object that a target of the state is, if it is one. */
export function objectOfTarget(full: string): ObjectKey | undefined {
  const [kind, name] = splitTarget(full);
  const { object } = targetKinds[kind] ?? {};
  if (object === undefined) return undefined;
  const [namespace, own] = kind === 'pod' ? splitTarget(name) : [undefined, name];
  return keyFor(object, namespace, own);
}
