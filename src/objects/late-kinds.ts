import { learnRareTypes } from '../schema/index.ts';
import { defaultDaemonSet, validateDaemonSet } from './daemon-set-rules.ts';
import { defaultDeployment, defaultReplicaSet } from './deployment-defaults.ts';
import { validateDeployment, validateReplicaSet } from './deployment-validation.ts';
import { validateDisruptionBudget } from './disruption-budget.ts';
import { validateIngress, validateIngressClass } from './ingress-validation.ts';
import { defaultJob, validateJob } from './job-rules.ts';
import { learnRules } from './kinds.ts';

/** Gives the late kinds their rules, and the schema its rare types. */
export function learnLateKinds(): void {
  learnRareTypes();
  learnRules({
    DaemonSet: { defaults: defaultDaemonSet, validate: validateDaemonSet },
    Deployment: { defaults: defaultDeployment, validate: validateDeployment },
    Ingress: { validate: validateIngress },
    IngressClass: { validate: validateIngressClass },
    Job: { defaults: defaultJob, validate: validateJob },
    PodDisruptionBudget: { validate: validateDisruptionBudget },
    ReplicaSet: { defaults: defaultReplicaSet, validate: validateReplicaSet },
  });
}
