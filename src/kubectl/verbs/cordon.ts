import { get, list } from '../../cluster/index.ts';
import type { Node } from '../../objects/index.ts';
import { isApiError, keyFor, notFound } from '../../objects/index.ts';
import { textOf } from '../flags.ts';
import { labelSelector } from '../selectors.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, report, write } from './verb.ts';

/** Keeps new pods off a node. Models kubectl pkg/cmd/drain/drain.go, RunCordonOrUncordon. */
export const cordon: Verb = {
  usage: 'cordon NODE',
  does: 'Mark node as unschedulable',
  flags: { ...dryRunFlags, selector: { takes: 'text', short: 'l', says: 'the nodes with these labels' } },
  run(request, paper) {
    for (const node of chosenNodes(request, paper, 'cordon')) markNode(request, paper, node, true);
  },
};

/** Lets new pods on a node again. */
export const uncordon: Verb = {
  ...cordon,
  usage: 'uncordon NODE',
  does: 'Mark node as schedulable',
  run(request, paper) {
    for (const node of chosenNodes(request, paper, 'uncordon')) markNode(request, paper, node, false);
  },
};

/** The nodes that the words or the selector name. */
export function chosenNodes(request: Request, paper: Paper, verb: string): readonly Node[] {
  const { args, given, cluster } = request;
  const labels = textOf(given, 'selector');
  if (args.length > 0 && labels !== undefined) {
    fail(
      paper,
      `error: cannot specify both a node name and a --selector option\nSee 'kubectl ${verb} -h' for help and examples`,
    );
    return [];
  }
  if (labels !== undefined) {
    const selector = labelSelector(labels);
    if ('test' in selector) return list<Node>(cluster, 'Node').filter(selector.test);
    fail(paper, selector.problem);
    return [];
  }
  if (args.length === 0) {
    fail(paper, `error: USAGE: ${verb} NODE [flags]\nSee 'kubectl ${verb} -h' for help and examples`);
    return [];
  }
  return args.flatMap((arg) => {
    const name = arg.replace(/^nodes?\//, '');
    const node = get<Node>(cluster, keyFor('Node', undefined, name));
    if (!node) paper.failures.push({ status: notFound('nodes', name) });
    return node ?? [];
  });
}

/** Marks a node, or says that it is so already; answers whether that went well. */
export function markNode(request: Request, paper: Paper, node: Node, isCordoned: boolean): boolean {
  const { request: rehearsed, suffix } = rehearse(request);
  const word = isCordoned ? 'cordoned' : 'uncordoned';
  if ((node.spec.unschedulable ?? false) === isCordoned) {
    report(request, paper, node, `already ${word}${suffix}`);
    return true;
  }
  const { unschedulable: _, ...spec } = node.spec;
  const next = { ...node, spec: isCordoned ? { ...spec, unschedulable: true } : spec };
  const answer = write(rehearsed, paper, { verb: 'update', object: next });
  if (isApiError(answer)) paper.failures.push({ status: answer });
  else report(request, paper, answer, `${word}${suffix}`);
  return !isApiError(answer);
}
