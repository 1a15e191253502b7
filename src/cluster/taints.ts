import type { Condition, Node, Taint } from '../objects/index.ts';

const prefix = 'node.kubernetes.io/';

/** The taints that the node controllers put on and take off, by name. */
export const taintKeys = {
  notReady: `${prefix}not-ready`,
  unreachable: `${prefix}unreachable`,
  unschedulable: `${prefix}unschedulable`,
  outOfService: `${prefix}out-of-service`,
} as const;

/** Which condition, in which status, keeps new pods off a node, and by which taint (nodeConditionToTaintKeyStatusMap). */
const keysOfConditions: Readonly<Record<string, Readonly<Partial<Record<Condition['status'], string>>>>> = {
  Ready: { False: taintKeys.notReady, Unknown: taintKeys.unreachable },
  MemoryPressure: { True: `${prefix}memory-pressure` },
  DiskPressure: { True: `${prefix}disk-pressure` },
  NetworkUnavailable: { True: `${prefix}network-unavailable` },
  PIDPressure: { True: `${prefix}pid-pressure` },
};

const ownKeys = new Set([
  taintKeys.unschedulable,
  ...Object.values(keysOfConditions).flatMap((keys) => Object.values(keys)),
]);

/** The keys of the NoSchedule taints that a node should have for what it is. */
export function noScheduleKeys({ spec, status }: Node): readonly string[] {
  const keys = (status?.conditions ?? []).flatMap(({ type, status: is }) => keysOfConditions[type]?.[is] ?? []);
  return spec.unschedulable ? [...keys, taintKeys.unschedulable] : keys;
}

/** Is this one of the NoSchedule taints that the node controller looks after? */
export function isOwnNoSchedule({ key, effect }: Taint): boolean {
  return effect === 'NoSchedule' && ownKeys.has(key);
}

/** Is this one of the two NoExecute taints of a node that is lost? */
export function isOwnNoExecute({ key, effect }: Taint): boolean {
  return effect === 'NoExecute' && (key === taintKeys.notReady || key === taintKeys.unreachable);
}

/** The node's taints that drive pods away. */
export function noExecuteTaints(node: Node | undefined): readonly Taint[] {
  return node?.spec.taints?.filter(({ effect }) => effect === 'NoExecute') ?? none;
}

const none: readonly Taint[] = [];

/** The node with these taints and no others. */
export function withTaints(node: Node, taints: readonly Taint[]): Node {
  const { taints: _, ...spec } = node.spec;
  return { ...node, spec: taints.length > 0 ? { ...spec, taints } : spec };
}
