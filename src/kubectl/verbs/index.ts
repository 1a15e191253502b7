import { learnLateParts } from '../../cluster/index.ts';
import { learnLateKinds } from '../../objects/index.ts';
import { withoutVerb } from '../advice.ts';
import { complete } from '../complete.ts';
import { verbHelp } from '../help.ts';
import { learnRest } from '../learnt.ts';
import { shown } from '../showing.ts';
import { goOnWatching } from '../watching.ts';
import { annotate } from './annotate.ts';
import { apiResources } from './api-resources.ts';
import { apply } from './apply.ts';
import { attach } from './attach.ts';
import { autoscale } from './autoscale.ts';
import { cordon, uncordon } from './cordon.ts';
import { createDisruptionBudget } from './create-disruption-budget.ts';
import { cp } from './cp.ts';
import { createConfigMap, createSecret } from './create-config.ts';
import { createQuota } from './create-quota.ts';
import { createDeployment, createJob } from './create-workload.ts';
import { create } from './create.ts';
import { goOnDeleting, remove } from './delete.ts';
import { describe } from './describe.ts';
import { goOnDraining } from '../draining.ts';
import { drain } from './drain.ts';
import { events } from './events.ts';
import { exec, goOnExecuting, goOnUnheard } from './exec.ts';
import { expose } from './expose.ts';
import { get } from './get.ts';
import { learn } from './known.ts';
import { label } from './label.ts';
import { goOnLogging, logs } from './logs.ts';
import { patch } from './patch.ts';
import { goOnForwarding, goOnProxying, portForward, proxy } from './proxy.ts';
import { replace } from './replace.ts';
import { rolloutHistory } from './rollout-history.ts';
import { rolloutPause, rolloutResume } from './rollout-pause.ts';
import { rolloutRestart } from './rollout-restart.ts';
import { goOnRollingOut, rolloutStatus } from './rollout-status.ts';
import { rolloutUndo } from './rollout-undo.ts';
import { run, goOnRunning } from './run.ts';
import { scale } from './scale.ts';
import { setImage } from './set-image.ts';
import { taint } from './taint.ts';
import { interrupt, promptOf, typeInto } from '../sessions.ts';
import type { Verb } from './verb.ts';
import { version } from './version.ts';
import { goOnWaiting, wait } from './wait.ts';

/** THE TABLE of verbs, as they are typed; a verb of two words comes before one of its first word. */
const verbs: Readonly<Record<string, Verb>> = {
  annotate,
  'api-resources': apiResources,
  apply,
  attach,
  autoscale,
  cordon,
  cp,
  create,
  'create cm': createConfigMap,
  'create configmap': createConfigMap,
  'create deploy': createDeployment,
  'create deployment': createDeployment,
  'create job': createJob,
  'create pdb': createDisruptionBudget,
  'create poddisruptionbudget': createDisruptionBudget,
  'create quota': createQuota,
  'create resourcequota': createQuota,
  'create secret': createSecret,
  delete: remove,
  describe,
  drain,
  events,
  exec,
  expose,
  get,
  label,
  logs,
  patch,
  'port-forward': portForward,
  proxy,
  replace,
  'rollout history': rolloutHistory,
  'rollout pause': rolloutPause,
  'rollout restart': rolloutRestart,
  'rollout resume': rolloutResume,
  'rollout status': rolloutStatus,
  'rollout undo': rolloutUndo,
  run,
  scale,
  'set image': setImage,
  taint,
  uncordon,
  version,
  wait,
};

/** Makes all verbs known, and what there is beside them. */
export function learnAll(): void {
  learnLateKinds();
  learnLateParts();
  learnRest({ shown, withoutVerb, verbHelp, complete, promptOf, typeInto, interrupt });
  learn(verbs, {
    delete: goOnDeleting,
    drain: goOnDraining,
    exec: goOnExecuting,
    get: goOnWatching,
    logs: goOnLogging,
    'port-forward': goOnForwarding,
    proxy: goOnProxying,
    rollout: goOnRollingOut,
    run: goOnRunning,
    unheard: goOnUnheard,
    wait: goOnWaiting,
  });
}
