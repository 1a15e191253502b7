import type { ApiObject, LabelSelector } from '../../objects/index.ts';
import { isApiError, kindOf } from '../../objects/index.ts';
import { textOf } from '../flags.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Verb } from './verb.ts';
import { fail, outputFlags, report, write } from './verb.ts';

/** Makes a disruption budget. Models kubectl pkg/cmd/create/create_pdb.go; of selectors pairs alone can be given here. */
export const createDisruptionBudget: Verb = {
  usage: 'create poddisruptionbudget NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  does: 'Create a pod disruption budget with the specified name',
  flags: {
    ...dryRunFlags,
    ...outputFlags,
    selector: { takes: 'text', says: 'the pods that it speaks of, such as app=web' },
    'min-available': { takes: 'text', says: 'how many must stay healthy: a number or a share such as 50%' },
    'max-unavailable': { takes: 'text', says: 'how many may be away: a number or a share such as 50%' },
  },
  run(request, paper) {
    const { args, given, namespace } = request;
    const [name, ...more] = args;
    if (name === undefined || more.length > 0) return fail(paper, `exactly one NAME is required, got ${args.length}`);
    const labels = textOf(given, 'selector') ?? '';
    const [min = '', max = ''] = [textOf(given, 'min-available'), textOf(given, 'max-unavailable')];
    const problem = problemOf(labels, min, max);
    if (problem !== undefined) return fail(paper, problem);
    const amount = min !== '' ? { minAvailable: amountOf(min) } : { maxUnavailable: amountOf(max) };
    const { apiVersion, kind } = kindOf('PodDisruptionBudget');
    const spec = { ...amount, selector: selectorOf(labels) };
    const object: ApiObject = { apiVersion, kind, metadata: { name, namespace }, spec };
    const { request: rehearsed, suffix } = rehearse(request);
    const answer = write(rehearsed, paper, { verb: 'create', object });
    if (isApiError(answer)) paper.failures.push({ status: answer });
    else report(request, paper, answer, `created${suffix}`);
  },
};

const amountForm = /^[0-9]+%?$/;

function problemOf(labels: string, min: string, max: string): string | undefined {
  if (labels === '') return 'a selector must be specified';
  if (min === '' && max === '') return 'one of min-available or max-unavailable must be specified';
  if (min !== '' && max !== '') return 'min-available and max-unavailable cannot be both specified';
  if (min !== '' && !amountForm.test(min)) return 'invalid format specified for min-available';
  if (max !== '' && !amountForm.test(max)) return 'invalid format specified for max-unavailable';
  return undefined;
}

function amountOf(text: string): number | string {
  return text.endsWith('%') ? text : Number(text);
}

function selectorOf(labels: string): LabelSelector {
  const pairs = labels.split(',').map((pair) => pair.split(/==?/));
  return { matchLabels: Object.fromEntries(pairs.map(([key = '', value = '']) => [key.trim(), value.trim()])) };
}
