import type { ApiObject, Deployment, Labels, Service, ServicePort } from '../../objects/index.ts';
import { groupOf, isApiError } from '../../objects/index.ts';
import { numberOf, textOf } from '../flags.ts';
import { podSpecOf } from '../templates.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, outputFlags, report, write } from './verb.ts';

/** Makes a Service for a pod's labels, or like another Service. Models kubectl pkg/cmd/expose/expose.go. */
export const expose: Verb = {
  usage:
    'expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name]',
  does: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  flags: {
    ...choiceFlags,
    ...dryRunFlags,
    ...outputFlags,
    port: { takes: 'number', says: 'the port of the Service' },
    'target-port': { takes: 'text', says: 'the port of the pods, by number or name' },
    name: { takes: 'text', says: 'the name of the Service' },
    type: { takes: 'text', says: 'ClusterIP, NodePort, LoadBalancer or ExternalName' },
    'cluster-ip': { takes: 'text', says: 'None for a headless Service' },
    protocol: { takes: 'text' },
    labels: { takes: 'text' },
  },
  run(request, paper) {
    const chosen = chosenObjects(request, paper, 'expose');
    if (!chosen) return;
    for (const object of chosen.objects) exposeOne(request, paper, object);
    paper.failures.push(...chosen.failures);
  },
};

function exposeOne(request: Request, paper: Paper, object: ApiObject): void {
  const { kind, apiVersion } = object;
  const group = groupOf(apiVersion);
  if (!exposable.has(kind)) return fail(paper, `cannot expose a ${kind}${group && `.${group}`}`);
  const selector = selectorOf(object);
  if (Object.keys(selector ?? {}).length === 0) return fail(paper, withoutSelector(object));
  const ports = portsOf(request, object);
  if (ports.length === 0)
    return fail(
      paper,
      `couldn't find port via --port flag or introspection\nSee 'kubectl expose -h' for help and examples`,
    );
  const { request: rehearsed, suffix } = rehearse(request);
  const service = serviceFor(request, object, selector ?? {}, ports);
  const answer = write(rehearsed, paper, { verb: 'create', object: service });
  if (isApiError(answer)) paper.failures.push({ status: answer });
  else report(request, paper, answer, `exposed${suffix}`);
}

const exposable = new Set(['Pod', 'Service', 'Deployment', 'ReplicaSet']);

/** A pod's labels, a Service's selector, or the pairs of a workload's (MapBasedSelectorForObject). */
function selectorOf({ kind, metadata, spec }: ApiObject): Labels | undefined {
  if (kind === 'Pod') return metadata.labels;
  if (kind === 'Service') return (spec as Service['spec']).selector;
  return (spec as Deployment['spec']).selector.matchLabels;
}

function withoutSelector({ kind }: ApiObject): string {
  return kind === 'Pod'
    ? "couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed"
    : "couldn't retrieve selectors via --selector flag or introspection: the service has no pod selector set";
}

/** The port of the flag, or those of the pod's containers or of the other Service. */
function portsOf({ given }: Request, object: ApiObject): readonly ServicePort[] {
  const protocol = textOf(given, 'protocol') ?? 'TCP';
  const target = textOf(given, 'target-port');
  const targetOf = (port: number): number | string =>
    target === undefined ? port : /^\d+$/.test(target) ? Number(target) : target;
  const asked = numberOf(given, 'port');
  const own =
    object.kind === 'Service'
      ? ((object as Service).spec.ports ?? []).map(({ port }) => port)
      : (podSpecOf(object)?.containers ?? []).flatMap(({ ports = [] }) => ports.map((each) => each.containerPort));
  const numbers = asked === undefined ? own : [asked];
  return numbers.map((port, place) => ({
    ...(numbers.length > 1 ? { name: `port-${place + 1}` } : {}),
    port,
    protocol,
    targetPort: targetOf(port),
  }));
}

function serviceFor(
  { given, namespace }: Request,
  object: ApiObject,
  selector: Labels,
  ports: readonly ServicePort[],
): Service {
  const type = textOf(given, 'type');
  const clusterIP = textOf(given, 'cluster-ip');
  const labels = object.metadata.labels;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: textOf(given, 'name') ?? object.metadata.name, namespace, ...(labels && { labels }) },
    spec: { selector, ports, ...(type && { type }), ...(clusterIP && { clusterIP }) },
  };
}
