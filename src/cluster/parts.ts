import { alarm } from './alarm.ts';
import { endpoints } from './controllers/endpoints.ts';
import { nodeLifecycle } from './controllers/node-lifecycle.ts';
import { statefulSetController } from './controllers/stateful-set.ts';
import { volumePhase } from './controllers/volume-phase.ts';
import { nodePart } from './node.ts';
import type { AnyPart } from './part.ts';

/**
 * THE TABLE of parts: every controller and every machine, one line each, in the order in which they hear of a change.
 * Late parts have their line, too, so that the order does not depend on when they are learnt (`late-parts.ts`): a page fetches them
 * when they are woken for the first time (`held.ts`).
 */
const table: AnyPart[] = [
  statefulSetController,
  late('deployment'),
  late('deployment-progress'),
  late('replicaset'),
  late('daemonset'),
  late('job'),
  late('job-orphans'),
  late('resourcequota'),
  late('volume-binder'),
  volumePhase,
  late('volume-expander'),
  late('claim-protection'),
  late('scheduler'),
  late('attach-detach'),
  late('volume-manager'),
  late('kubelet'),
  late('container'),
  late('program'),
  endpoints,
  late('disruption'),
  nodePart,
  nodeLifecycle,
  late('zone-tainter'),
  late('taint-eviction'),
  late('node-eviction'),
  late('pod-gc'),
  late('eviction-manager'),
  late('garbage-collector'),
  late('namespace'),
  late('command'),
  late('exchange'),
  late('service-lb'),
  late('ingress-controller'),
  alarm,
] as AnyPart[];

/** All parts, in the order of the table. */
export const parts: readonly AnyPart[] = table;

const byName = new Map(parts.map((part) => [part.name, part]));

/** The place of a part that a page fetches when something happens that it hears of (`held.ts`). */
function late(name: string): AnyPart {
  const missing = (): never => {
    throw new Error(`The part "${name}" has not been learnt.`);
  };
  const none = undefined as unknown as AnyPart['machine'];
  return { name, machine: none, wakesOn: {}, begin: missing, look: missing, steps: {} };
}

let areComplete = false;

/** Have the late parts been learnt? */
export function hasLearntParts(): boolean {
  return areComplete;
}

/** Puts all late parts in their places, once for all clusters. */
export function learnParts(late: readonly AnyPart[]): void {
  for (const part of late) {
    table[table.indexOf(partNamed(part.name))] = part;
    byName.set(part.name, part);
  }
  areComplete = true;
}

/** The part of this name; throws for a name that the table does not have. */
export function partNamed(name: string): AnyPart {
  const part = byName.get(name);
  if (!part) throw new Error(`parts.ts has no part "${name}"; it has ${[...byName.keys()].join(', ')}.`);
  return part;
}
