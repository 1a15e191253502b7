import { apiResources } from './api-resources.ts';
import { apply } from './apply.ts';
import { create } from './create.ts';
import { remove } from './delete.ts';
import { get } from './get.ts';
import { scale } from './scale.ts';
import type { Verb } from './verb.ts';
import { version } from './version.ts';

/** THE TABLE of verbs, as they are typed. */
export const verbs: Readonly<Record<string, Verb>> = {
  'api-resources': apiResources,
  apply,
  create,
  delete: remove,
  get,
  scale,
  version,
};

export { goOnDeleting } from './delete.ts';
export type { Paper, Request, Verb } from './verb.ts';
export { newPaper } from './verb.ts';
