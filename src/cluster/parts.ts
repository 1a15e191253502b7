import { alarm } from './alarm.ts';
import { attachDetach } from './controllers/attach-detach.ts';
import { claimProtection } from './controllers/claim-protection.ts';
import { disruption } from './controllers/disruption.ts';
import { daemonSetController } from './controllers/daemon-set.ts';
import { deploymentProgress } from './controllers/deployment-progress.ts';
import { deploymentController } from './controllers/deployment.ts';
import { endpoints } from './controllers/endpoints.ts';
import { garbageCollector } from './controllers/garbage-collector.ts';
import { jobOrphans } from './controllers/job-orphans.ts';
import { jobController } from './controllers/job.ts';
import { namespaceController } from './controllers/namespace.ts';
import { quotaController } from './controllers/resource-quota.ts';
import { replicaSetController } from './controllers/replica-set.ts';
import { nodeEviction } from './controllers/node-eviction.ts';
import { nodeLifecycle } from './controllers/node-lifecycle.ts';
import { podGc } from './controllers/pod-gc.ts';
import { statefulSetController } from './controllers/stateful-set.ts';
import { taintEviction } from './controllers/taint-eviction.ts';
import { volumeBinder } from './controllers/volume-binder.ts';
import { volumeReclaimer } from './controllers/volume-reclaimer.ts';
import { containerPart } from './kubelet/container.ts';
import { zoneTainter } from './controllers/zone-tainter.ts';
import { evictionManager } from './kubelet/eviction-manager.ts';
import { podWorker } from './kubelet/pod-worker.ts';
import { volumeManager } from './kubelet/volume-manager.ts';
import { nodePart } from './node.ts';
import type { AnyPart } from './part.ts';
import { scheduler } from './scheduler.ts';

/** THE TABLE of parts: every controller and every machine, one line each, in the order in which they hear of a change. */
export const parts: readonly AnyPart[] = [
  statefulSetController,
  deploymentController,
  deploymentProgress,
  replicaSetController,
  daemonSetController,
  jobController,
  jobOrphans,
  quotaController,
  volumeBinder,
  volumeReclaimer,
  claimProtection,
  scheduler,
  attachDetach,
  volumeManager,
  podWorker,
  containerPart,
  endpoints,
  disruption,
  nodePart,
  nodeLifecycle,
  zoneTainter,
  taintEviction,
  nodeEviction,
  podGc,
  evictionManager,
  garbageCollector,
  namespaceController,
  alarm,
] as readonly AnyPart[];

const byName = new Map(parts.map((part) => [part.name, part]));

/** The part of this name; throws for a name that the table does not have. */
export function partNamed(name: string): AnyPart {
  const part = byName.get(name);
  if (!part) throw new Error(`parts.ts has no part "${name}"; it has ${[...byName.keys()].join(', ')}.`);
  return part;
}
