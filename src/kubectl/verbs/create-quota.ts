import type { ApiObject } from '../../objects/index.ts';
import { isApiError, kindOf } from '../../objects/index.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Verb } from './verb.ts';
import { fail, outputFlags, report, write } from './verb.ts';
import { textOf } from '../flags.ts';

/** Makes a quota for the namespace. Models kubectl pkg/cmd/create/create_quota.go. */
export const createQuota: Verb = {
  usage: 'create quota NAME [--hard=key1=value1,key2=value2]',
  does: 'Create a quota with the specified name, hard limits, and optional scopes',
  flags: {
    ...dryRunFlags,
    ...outputFlags,
    hard: { takes: 'text', says: 'how much there may be, such as pods=2' },
  },
  run(request, paper) {
    const [name, ...more] = request.args;
    if (name === undefined || more.length > 0) {
      return fail(paper, `exactly one NAME is required, got ${request.args.length}`);
    }
    const amounts = (textOf(request.given, 'hard') ?? '').split(',').filter((amount) => amount !== '');
    const bad = amounts.find((amount) => amount.split('=').length !== 2);
    if (bad !== undefined) return fail(paper, `Invalid argument syntax ${bad}, expected <resource>=<value>`);
    const hard = Object.fromEntries(amounts.map((amount) => amount.split('=') as [string, string]));
    const { apiVersion, kind } = kindOf('ResourceQuota');
    const metadata = { name, namespace: request.namespace };
    const object: ApiObject = { apiVersion, kind, metadata, spec: amounts.length > 0 ? { hard } : {} };
    const rehearsal = rehearse(request);
    const answer = write(rehearsal.request, paper, { verb: 'create', object });
    if (isApiError(answer)) paper.failures.push({ status: answer });
    else report(request, paper, answer, `created${rehearsal.suffix}`);
  },
};
