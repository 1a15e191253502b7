import { daemonSetController } from './controllers/daemon-set.ts';
import { deploymentProgress } from './controllers/deployment-progress.ts';
import { deploymentController } from './controllers/deployment.ts';
import { disruption } from './controllers/disruption.ts';
import { jobOrphans } from './controllers/job-orphans.ts';
import { jobController } from './controllers/job.ts';
import { namespaceController } from './controllers/namespace.ts';
import { replicaSetController } from './controllers/replica-set.ts';
import { quotaController } from './controllers/resource-quota.ts';
import { learnAllotments } from './allotment.ts';
import { exchangePart } from './network/exchange.ts';
import { loadBalancer } from './network/load-balancing.ts';
import { serviceAllotment } from './network/service-allotment.ts';
import type { AnyPart } from './part.ts';
import { commandPart } from './shell/command-part.ts';
import { learnParts } from './parts.ts';
import { forgetListeners } from './watch.ts';

/** Puts the parts that look after late kinds in their places; from then on they hear of changes. */
export function learnLateParts(): void {
  learnParts([
    deploymentController,
    deploymentProgress,
    replicaSetController,
    daemonSetController,
    jobController,
    jobOrphans,
    quotaController,
    disruption,
    namespaceController,
    exchangePart,
    loadBalancer,
    commandPart,
  ] as readonly AnyPart[]);
  learnAllotments({ Service: serviceAllotment });
  forgetListeners();
}
