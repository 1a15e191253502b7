import { alarm } from './alarm.ts';
import { attachDetach } from './controllers/attach-detach.ts';
import { claimProtection } from './controllers/claim-protection.ts';
import { endpoints } from './controllers/endpoints.ts';
import { garbageCollector } from './controllers/garbage-collector.ts';
import { nodeEviction } from './controllers/node-eviction.ts';
import { nodeLifecycle } from './controllers/node-lifecycle.ts';
import { podGc } from './controllers/pod-gc.ts';
import { statefulSetController } from './controllers/stateful-set.ts';
import { taintEviction } from './controllers/taint-eviction.ts';
import { volumeBinder } from './controllers/volume-binder.ts';
import { volumeExpander } from './controllers/volume-expander.ts';
import { volumeReclaimer } from './controllers/volume-reclaimer.ts';
import { containerPart } from './kubelet/container.ts';
import { zoneTainter } from './controllers/zone-tainter.ts';
import { evictionManager } from './kubelet/eviction-manager.ts';
import { podWorker } from './kubelet/pod-worker.ts';
import { volumeManager } from './kubelet/volume-manager.ts';
import { nodePart } from './node.ts';
import type { AnyPart } from './part.ts';
import { scheduler } from './scheduler/scheduler.ts';

/**
 * THE TABLE of parts: every controller and every machine, one line each, in the order in which they hear of a change.
 * Late parts have their line, too, so that the order does not depend on when they are learnt (`late-parts.ts`).
 */
const table: AnyPart[] = [
  statefulSetController,
  late('deployment', 'Deployment'),
  late('deployment-progress', 'Deployment'),
  late('replicaset', 'ReplicaSet'),
  late('daemonset', 'DaemonSet'),
  late('job', 'Job'),
  late('job-orphans', 'Job'),
  late('resourcequota', 'ResourceQuota'),
  volumeBinder,
  volumeReclaimer,
  volumeExpander,
  claimProtection,
  scheduler,
  attachDetach,
  volumeManager,
  podWorker,
  containerPart,
  endpoints,
  late('disruption', 'PodDisruptionBudget'),
  nodePart,
  nodeLifecycle,
  zoneTainter,
  taintEviction,
  nodeEviction,
  podGc,
  evictionManager,
  garbageCollector,
  late('namespace'),
  late('command'),
  late('exchange'),
  late('service-lb'),
  alarm,
] as AnyPart[];

/** All parts, in the order of the table. */
export const parts: readonly AnyPart[] = table;

const byName = new Map(parts.map((part) => [part.name, part]));

/** The place of a part that looks after a kind which few clusters have, or that has nothing to do before a later verb. */
function late(name: string, kind = ''): AnyPart {
  const missing = (): never => {
    throw new Error(`The part "${name}" has not been learnt.`);
  };
  const none = undefined as unknown as AnyPart['machine'];
  return { name, machine: none, wakesOn: { [kind]: missing }, begin: missing, look: missing, steps: {} };
}

/** Puts late parts in their places, once for all clusters. */
export function learnParts(late: readonly AnyPart[]): void {
  for (const part of late) {
    table[table.indexOf(partNamed(part.name))] = part;
    byName.set(part.name, part);
  }
}

/** The part of this name; throws for a name that the table does not have. */
export function partNamed(name: string): AnyPart {
  const part = byName.get(name);
  if (!part) throw new Error(`parts.ts has no part "${name}"; it has ${[...byName.keys()].join(', ')}.`);
  return part;
}
