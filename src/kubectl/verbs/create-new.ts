import type { ApiObject } from '../../objects/index.ts';
import { isApiError } from '../../objects/index.ts';
import { textOf } from '../flags.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request } from './verb.ts';
import { fail, outputFlags, report, write } from './verb.ts';

/** The flags of every `create TYPE NAME`. */
export const createFlags = { ...dryRunFlags, ...outputFlags, 'save-config': { takes: 'switch' } } as const;

/** The one name that is asked for; anything else is a failure. */
export function nameIn(paper: Paper, args: readonly string[]): string | undefined {
  const [name] = args;
  if (name !== undefined && args.length === 1) return name;
  fail(paper, `exactly one NAME is required, got ${args.length}`);
  return undefined;
}

/** Makes the object in the namespace of the request; a rehearsal at the client shows it as it would be sent. */
export function createNew(request: Request, paper: Paper, object: ApiObject): void {
  const { request: rehearsed, suffix } = rehearse(request);
  if (textOf(request.given, 'dry-run') === 'client') return report(request, paper, object, `created${suffix}`);
  const placed = { ...object, metadata: { ...object.metadata, namespace: request.namespace } };
  const answer = write(rehearsed, paper, { verb: 'create', object: placed });
  if (isApiError(answer)) paper.failures.push({ status: answer });
  else report(request, paper, answer, `created${suffix}`);
}
