import { annotate } from './annotate.ts';
import { apiResources } from './api-resources.ts';
import { apply } from './apply.ts';
import { createQuota } from './create-quota.ts';
import { create } from './create.ts';
import { remove } from './delete.ts';
import { get } from './get.ts';
import { label } from './label.ts';
import { patch } from './patch.ts';
import { rolloutHistory } from './rollout-history.ts';
import { rolloutPause, rolloutResume } from './rollout-pause.ts';
import { rolloutRestart } from './rollout-restart.ts';
import { rolloutStatus } from './rollout-status.ts';
import { rolloutUndo } from './rollout-undo.ts';
import { scale } from './scale.ts';
import { setImage } from './set-image.ts';
import type { Verb } from './verb.ts';
import { version } from './version.ts';

/** THE TABLE of verbs, as they are typed; a verb of two words comes before one of its first word. */
export const verbs: Readonly<Record<string, Verb>> = {
  annotate,
  'api-resources': apiResources,
  apply,
  create,
  'create quota': createQuota,
  'create resourcequota': createQuota,
  delete: remove,
  get,
  label,
  patch,
  'rollout history': rolloutHistory,
  'rollout pause': rolloutPause,
  'rollout restart': rolloutRestart,
  'rollout resume': rolloutResume,
  'rollout status': rolloutStatus,
  'rollout undo': rolloutUndo,
  scale,
  'set image': setImage,
  version,
};

export { goOnDeleting } from './delete.ts';
export { goOnRollingOut } from './rollout-status.ts';
export type { Paper, Request, Verb } from './verb.ts';
export { newPaper } from './verb.ts';
