import type { ApiObject } from '../../objects/index.ts';
import { groupOf, isApiError } from '../../objects/index.ts';
import { numberOf, textOf } from '../flags.ts';
import { findKind } from '../targets.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, outputFlags, report, write } from './verb.ts';

/**
 * Makes an autoscaler for a workload. Models kubectl pkg/cmd/autoscale/autoscale.go.
 * Left out: metrics; nothing here measures load, so the autoscaler stands there and does nothing, as on a cluster without metrics.
 */
export const autoscale: Verb = {
  usage: 'autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS',
  does: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  flags: {
    ...choiceFlags,
    ...dryRunFlags,
    ...outputFlags,
    min: { takes: 'number', says: 'the fewest replicas' },
    max: { takes: 'number', says: 'the most replicas (required)' },
    name: { takes: 'text' },
    cpu: { takes: 'text' },
    memory: { takes: 'text' },
    'cpu-percent': { takes: 'number' },
  },
  run(request, paper) {
    const min = numberOf(request.given, 'min') ?? -1;
    const max = numberOf(request.given, 'max') ?? -1;
    if (max < 1) return fail(paper, `--max=MAXPODS is required and must be at least 1, max: ${max}`);
    if (max < min)
      return fail(paper, `--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
    const chosen = chosenObjects(request, paper, 'autoscale');
    if (!chosen) return;
    for (const object of chosen.objects) autoscaleOne(request, paper, object, { min, max });
    paper.failures.push(...chosen.failures);
  },
};

const scalable = new Set(['Deployment', 'ReplicaSet', 'StatefulSet']);

/** A share of what the pods have asked for; nothing stands for 80 % of the CPU, as the API server fills in. */
function metricsOf({ given }: Request): { readonly metrics: readonly object[] } {
  const shares = [
    ['cpu', textOf(given, 'cpu') ?? textOf(given, 'cpu-percent')],
    ['memory', textOf(given, 'memory')],
  ] as const;
  const asked = shares.filter(([, share]) => share !== undefined);
  const all = asked.length > 0 ? asked : ([['cpu', '80%']] as const);
  return {
    metrics: all.map(([name, share]) => ({
      type: 'Resource',
      resource: { name, target: { type: 'Utilization', averageUtilization: Number.parseInt(share ?? '', 10) } },
    })),
  };
}

function autoscaleOne(
  request: Request,
  paper: Paper,
  { apiVersion, kind, metadata }: ApiObject,
  { min, max }: { readonly min: number; readonly max: number },
): void {
  const autoscaler = findKind('horizontalpodautoscalers');
  if (!autoscaler) return fail(paper, `the server doesn't have a resource type "horizontalpodautoscalers"`);
  const group = groupOf(apiVersion);
  if (!scalable.has(kind)) return fail(paper, `cannot autoscale a ${kind}${group && `.${group}`}`);
  const object: ApiObject = {
    apiVersion: autoscaler.apiVersion,
    kind: autoscaler.kind,
    metadata: { name: textOf(request.given, 'name') ?? metadata.name, namespace: request.namespace },
    spec: {
      maxReplicas: max,
      ...(min > 0 ? { minReplicas: min } : {}),
      ...metricsOf(request),
      scaleTargetRef: { apiVersion, kind, name: metadata.name },
    },
  };
  const { request: rehearsed, suffix } = rehearse(request);
  const answer = write(rehearsed, paper, { verb: 'create', object });
  if (isApiError(answer)) paper.failures.push({ status: answer });
  else report(request, paper, answer, `autoscaled${suffix}`);
}
