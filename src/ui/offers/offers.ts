import type { Claim, Cluster, Fault, Node, ObjectKey, Pod, Volume } from '../../sandbox/index.ts';
import {
  conditionOf,
  faults,
  fullTarget,
  get,
  isTerminating,
  objectOfTarget,
  readKey,
  targetKinds,
  targetOf,
  typedTarget,
} from '../../sandbox/index.ts';

/** What a gesture stands for; its words are in `offer-words.ts`. */
export type Move =
  'heal' | 'break' | 'delete' | 'force' | 'cordon' | 'uncordon' | 'drain' | 'outOfService' | 'inService';

/** Why something cannot be done now; its words are in `offer-words.ts`. */
export type Obstacle = 'going' | 'cordoned' | 'notCordoned' | 'ready' | 'broken';

/** Something that can be done with an object: the line of the terminal that a gesture types. */
export interface Offer {
  readonly move: Move;
  readonly line: string;
  /** What is broken or healed, as it is typed, and how. */
  readonly target?: string;
  readonly fault?: Pick<Fault, 'name' | 'about'>;
  readonly obstacle?: Obstacle;
}

/** Something that is broken now. */
export interface Broken {
  /** The target as it is typed. */
  readonly target: string;
  readonly name: string;
  readonly about: string;
  /** The object that it is, if it is one. */
  readonly key?: ObjectKey;
}

type Moves = (cluster: Cluster, key: ObjectKey) => readonly Offer[];

const moves: Readonly<Record<string, Moves>> = {
  Pod: podMoves,
  Node: nodeMoves,
  PersistentVolumeClaim: (cluster, key) => [removal(cluster, key, 'pvc')],
  PersistentVolume: (cluster, key) => [removal(cluster, key, 'pv')],
};

/** Can anything be done with this object from its menu? */
export function hasOffers(key: ObjectKey): boolean {
  return readKey(key).kind in moves;
}

/** What can be done with an object, in the order of a menu: heal, act, break. */
export function offersOn(cluster: Cluster, key: ObjectKey): readonly Offer[] {
  const own = targetsOn(cluster, key).flatMap((target) => offersAt(cluster, target));
  const acts = get(cluster, key) ? (moves[readKey(key).kind]?.(cluster, key) ?? []) : [];
  return [...own.filter(({ move }) => move === 'heal'), ...acts, ...own.filter(({ move }) => move === 'break')];
}

/** What can be broken or healed at a target, as the table of faults has it. */
export function offersAt({ state }: Cluster, target: string): readonly Offer[] {
  const [kind = ''] = target.split('/');
  const broken = brokenIn(state.faults, target);
  return faults
    .filter((fault) => fault.target === kind)
    .flatMap((fault): readonly Offer[] => {
      const line = `${target} ${fault.name}`;
      if (!broken.includes(fault.name)) return [{ move: 'break', line: `ordinal break ${line}`, target, fault }];
      const again: Offer = { move: 'break', line: `ordinal break ${line}`, target, fault, obstacle: 'broken' };
      return [{ move: 'heal', line: `ordinal heal ${line}`, target, fault }, again];
    });
}

/** The kinds of targets that the table of faults has, in its order. */
export function faultKinds(): readonly string[] {
  return [...new Set(faults.map(({ target }): string => target))];
}

/** The targets of a kind that can be broken now, as they are typed. */
export function targetsOfKind(cluster: Cluster, kind: string): readonly string[] {
  const { hole, names } = targetKinds[kind] ?? {};
  return hole ? (names?.(cluster) ?? []).map((name) => `${kind}/${name}`) : [kind];
}

/** The object that a target is, if it is one. */
export function keyOfTarget(target: string): ObjectKey | undefined {
  return objectOfTarget(fullTarget(target));
}

/** Everything that is broken now, in the order in which it broke. */
export function brokenNow({ state }: Cluster): readonly Broken[] {
  return Object.entries(state.faults).flatMap(([full, names]) => {
    const key = objectOfTarget(full);
    return names.map((name) => ({
      target: typedTarget(full),
      name,
      about: faults.find((fault) => fault.name === name && full.startsWith(fault.target))?.about ?? '',
      ...(key !== undefined && { key }),
    }));
  });
}

function brokenIn(broken: Cluster['state']['faults'], target: string): readonly string[] {
  const full = Object.keys(broken).find((each) => typedTarget(each) === target);
  return full === undefined ? [] : (broken[full] ?? []);
}

/** What of an object can be broken: itself, the images of a pod, the class of a claim or volume. */
function targetsOn(cluster: Cluster, key: ObjectKey): readonly string[] {
  const own = targetOf(key);
  const object = get(cluster, key);
  const { kind } = readKey(key);
  if (kind === 'Pod') return [...(own ? [own] : []), ...imagesOf(object as Pod | undefined)];
  const storageClass = (object as Claim | Volume | undefined)?.spec?.storageClassName;
  if (kind.startsWith('PersistentVolume')) return storageClass ? [`storage/${storageClass}`] : [];
  return own ? [own] : [];
}

function imagesOf(pod: Pod | undefined): readonly string[] {
  const containers = [...(pod?.spec.initContainers ?? []), ...(pod?.spec.containers ?? [])];
  return [...new Set(containers.map(({ image }) => `image/${image}`))];
}

function podMoves(cluster: Cluster, key: ObjectKey): readonly Offer[] {
  const plain = removal(cluster, key, 'pod');
  const line = plain.line.replace('--wait=false', '--force --grace-period=0');
  return [plain, { move: 'force', line }];
}

/** The prompt stays free: whoever wants to see how long it takes looks at the stage. */
function removal(cluster: Cluster, key: ObjectKey, type: string): Offer {
  const { name, namespace } = readKey(key);
  const where = namespace === undefined || namespace === 'default' ? '' : ` -n ${namespace}`;
  const object = get(cluster, key);
  const isGoing = object !== undefined && isTerminating(object);
  return {
    move: 'delete',
    line: `kubectl delete ${type} ${name}${where} --wait=false`,
    ...(isGoing && { obstacle: 'going' }),
  };
}

const outOfService = 'node.kubernetes.io/out-of-service';

function nodeMoves(cluster: Cluster, key: ObjectKey): readonly Offer[] {
  const node = get<Node>(cluster, key);
  const { name } = readKey(key);
  const isCordoned = node?.spec.unschedulable === true;
  const isReady = node && conditionOf(node, 'Ready')?.status === 'True';
  const isOut = node?.spec.taints?.some((taint) => taint.key === outOfService) === true;
  const taint = `kubectl taint nodes ${name} ${outOfService}=nodeshutdown:NoExecute`;
  return [
    { move: 'cordon', line: `kubectl cordon ${name}`, ...(isCordoned && { obstacle: 'cordoned' }) },
    { move: 'uncordon', line: `kubectl uncordon ${name}`, ...(!isCordoned && { obstacle: 'notCordoned' }) },
    { move: 'drain', line: `kubectl drain ${name} --ignore-daemonsets --delete-emptydir-data` },
    isOut
      ? { move: 'inService', line: `${taint}-` }
      : { move: 'outOfService', line: taint, ...(isReady && { obstacle: 'ready' }) },
    removal(cluster, key, 'node'),
  ];
}
