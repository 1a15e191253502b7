import { attachDetach } from './controllers/attach-detach.ts';
import { claimProtection } from './controllers/claim-protection.ts';
import { daemonSetController } from './controllers/daemon-set.ts';
import { deploymentProgress } from './controllers/deployment-progress.ts';
import { deploymentController } from './controllers/deployment.ts';
import { disruption } from './controllers/disruption.ts';
import { garbageCollector } from './controllers/garbage-collector.ts';
import { jobOrphans } from './controllers/job-orphans.ts';
import { jobController } from './controllers/job.ts';
import { namespaceController } from './controllers/namespace.ts';
import { nodeEviction } from './controllers/node-eviction.ts';
import { podGc } from './controllers/pod-gc.ts';
import { replicaSetController } from './controllers/replica-set.ts';
import { quotaController } from './controllers/resource-quota.ts';
import { learnAllotments } from './allotment.ts';
import { exchangePart } from './network/exchange.ts';
import { ingressAllotment, ingressController } from './network/ingress-controller.ts';
import { loadBalancer } from './network/load-balancing.ts';
import { serviceAllotment } from './network/service-allotment.ts';
import { taintEviction } from './controllers/taint-eviction.ts';
import { volumeBinder } from './controllers/volume-binder.ts';
import { volumeExpander } from './controllers/volume-expander.ts';
import { volumeReclaimer } from './controllers/volume-reclaimer.ts';
import { zoneTainter } from './controllers/zone-tainter.ts';
import { containerPart } from './kubelet/container.ts';
import { evictionManager } from './kubelet/eviction-manager.ts';
import { podWorker } from './kubelet/pod-worker.ts';
import { volumeManager } from './kubelet/volume-manager.ts';
import { fullNodePart } from './node-faults.ts';
import type { AnyPart } from './part.ts';
import { commandPart } from './shell/command-part.ts';
import { learnParts } from './parts.ts';
import { scheduler } from './scheduler/scheduler.ts';
import { workPart } from './programs/work-part.ts';
import { forgetListeners } from './watch.ts';

/** Puts the late parts in their places; from then on they hear of changes. */
export function learnLateParts(): void {
  learnParts([
    deploymentController,
    deploymentProgress,
    replicaSetController,
    daemonSetController,
    jobController,
    jobOrphans,
    quotaController,
    volumeBinder,
    volumeReclaimer,
    volumeExpander,
    claimProtection,
    scheduler,
    attachDetach,
    volumeManager,
    podWorker,
    containerPart,
    disruption,
    fullNodePart,
    zoneTainter,
    taintEviction,
    nodeEviction,
    podGc,
    evictionManager,
    garbageCollector,
    namespaceController,
    exchangePart,
    loadBalancer,
    commandPart,
    workPart,
    ingressController,
  ] as readonly AnyPart[]);
  learnAllotments({ Service: serviceAllotment, Ingress: ingressAllotment });
  forgetListeners();
}
