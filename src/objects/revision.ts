import { type Causes, notNegative, required, wrong } from './causes.ts';
import { dnsSubdomain } from './formats.ts';
import type { ApiObject } from './meta.ts';
import { metaCauses, metaUpdateCauses } from './meta-validation.ts';
import { same } from './same.ts';

/** A ControllerRevision: a template as it once was, under a number. */
export interface Revision extends ApiObject {
  readonly kind: 'ControllerRevision';
  readonly revision: number;
  readonly data: unknown;
}

/** The causes for refusing a revision: its number may change, its data never (ValidateControllerRevisionUpdate). */
export function validateRevision(given: Revision, old?: Revision): Causes {
  const { metadata, data, revision } = given;
  const ofMeta = old ? metaUpdateCauses(metadata, old.metadata) : metaCauses(metadata, dnsSubdomain);
  const causes = [...ofMeta, ...notNegative('revision', revision)];
  if (data === undefined) causes.push(required('data', 'data is mandatory'));
  return old && !same(data, old.data) ? [...causes, wrong('data', data, 'field is immutable')] : causes;
}
