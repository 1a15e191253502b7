import type { ApiError, ApiObject } from '../../objects/index.ts';
import { decode } from '../../objects/index.ts';
import { textOf } from '../flags.ts';
import type { Flags } from '../flags.ts';
import type { Paper, Request } from './verb.ts';
import { warn } from './verb.ts';

/** The flag that says what becomes of fields that the kind does not have. */
export const validateFlags: Flags = {
  validate: { takes: 'optional', alone: 'strict', says: 'strict, warn or ignore: what becomes of unknown fields' },
};

/** The object as the API server reads it, with its warnings on paper; or its refusal. */
export function decoded({ given }: Request, paper: Paper, object: ApiObject): ApiObject | ApiError {
  const mode = textOf(given, 'validate') ?? 'strict';
  const answer = decode(object, { strict: mode === 'strict' || mode === 'true' });
  if (answer.error) return answer.error;
  if (mode === 'warn') for (const { message } of answer.faults) warn(paper, message);
  return answer.object;
}
