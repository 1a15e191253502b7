import { durationOf, isOn, numberOf, textOf } from '../flags.ts';
import type { DrainManner } from '../answer.ts';
import { goOnDraining } from '../draining.ts';
import { labelSelector } from '../selectors.ts';
import { chosenNodes, markNode } from './cordon.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Request, Verb } from './verb.ts';
import { fail } from './verb.ts';

/** Keeps new pods off a node and sends its pods away. Models kubectl pkg/cmd/drain; `draining.ts` does the rest. */
export const drain: Verb = {
  usage: 'drain NODE',
  does: 'Drain node in preparation for maintenance',
  flags: {
    ...dryRunFlags,
    selector: { takes: 'text', short: 'l', says: 'the nodes with these labels' },
    'pod-selector': { takes: 'text', says: 'only the pods with these labels' },
    'delete-emptydir-data': { takes: 'switch', says: 'also pods that keep files on the node' },
    'ignore-daemonsets': { takes: 'switch', says: 'leave the pods of DaemonSets where they are' },
    force: { takes: 'switch', says: 'also pods that nobody will make again' },
    'grace-period': { takes: 'number', says: 'seconds for the containers to end' },
    timeout: { takes: 'text', says: 'how long to wait for each node, such as 30s' },
    'disable-eviction': { takes: 'switch', says: 'delete pods whatever their disruption budgets say' },
    'skip-wait-for-delete-timeout': { takes: 'number', says: 'do not wait for pods that have been going for so long' },
    'chunk-size': { takes: 'number' },
  },
  run(request, paper) {
    if ('problem' in labelSelector(textOf(request.given, 'pod-selector') ?? '')) {
      return fail(paper, '--pod-selector=<pod_selector> must be a valid label selector');
    }
    const nodes = chosenNodes(request, paper, 'drain');
    if (paper.failures.length > 0 || !nodes.every((node) => markNode(request, paper, node, true))) return;
    const names = nodes.map(({ metadata }) => metadata.name);
    const begun = { verb: 'drain', nodes: names, errors: [], failed: [], manner: mannerOf(request) } as const;
    const { out, err, code, follow, changes } = goOnDraining(request.cluster, begun);
    paper.out += out;
    paper.err += err;
    paper.changes.push(...changes);
    if (follow) paper.follow = follow;
    else if (code) fail(paper, '');
  },
};

function mannerOf(request: Request): DrainManner {
  const { given } = request;
  const { request: rehearsed, suffix } = rehearse(request);
  const graceSeconds = numberOf(given, 'grace-period') ?? -1;
  const timeout = durationOf(textOf(given, 'timeout') ?? '0') ?? 0;
  return {
    podSelector: textOf(given, 'pod-selector') ?? '',
    ...(graceSeconds < 0 ? {} : { graceSeconds }),
    ...(timeout > 0 ? { timeout } : {}),
    skipSeconds: numberOf(given, 'skip-wait-for-delete-timeout') ?? 0,
    deletesEmptyDirs: isOn(given, 'delete-emptydir-data'),
    ignoresDaemonSets: isOn(given, 'ignore-daemonsets'),
    isForced: isOn(given, 'force'),
    deletes: isOn(given, 'disable-eviction'),
    isDry: rehearsed.isDry ?? false,
    suffix,
  };
}
