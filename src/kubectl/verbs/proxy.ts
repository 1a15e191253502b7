import { get } from '../../cluster/index.ts';
import type { Reader } from '../../cluster/index.ts';
import { hasEnded, keyOf } from '../../objects/index.ts';
import type { ApiObject, Pod, Service } from '../../objects/index.ts';
import type { Answer, Follow, ForwardFollow, ProxyFollow } from '../answer.ts';
import { objectsMeant, podsBehind } from '../containers.ts';
import { numberOf } from '../flags.ts';
import { fail, say } from './verb.ts';
import type { Paper, Request, Verb } from './verb.ts';

/** Listens on the learner's own machine and hands requests to the API server. Models kubectl pkg/cmd/proxy. Left out: files, filters. */
export const proxy: Verb = {
  usage: 'proxy [--port=PORT]',
  does: 'Run a proxy to the Kubernetes API server',
  flags: {
    port: { takes: 'number', short: 'p', says: 'the port on your machine (8001)' },
    address: { takes: 'text' },
    'api-prefix': { takes: 'text' },
  },
  run(request, paper) {
    const port = numberOf(request.given, 'port') ?? 8001;
    if (!isPort(port)) return fail(paper, `listen tcp: address ${port}: invalid port`);
    if (isTaken(request.running, port))
      return fail(paper, `listen tcp 127.0.0.1:${port}: bind: address already in use`);
    say(paper, `Starting to serve on 127.0.0.1:${port}`);
    paper.follow = { verb: 'proxy', port };
  },
};

function isPort(port: number): boolean {
  return port >= 0 && port <= 65_535;
}

/** Does a running command listen on this port of the learner's machine? */
function isTaken(running: readonly Follow[], port: number): boolean {
  return running.some((follow) => listensOn(follow, port) !== undefined);
}

/** What a running command does with connections to this port of the learner's machine; nothing where it does not listen there. */
export function listensOn(
  follow: Follow,
  port: number,
): { readonly isApi: true } | { readonly pod: string; readonly port: number } | undefined {
  if (follow.verb === 'proxy') return follow.port === port ? { isApi: true } : undefined;
  if (follow.verb !== 'port-forward') return undefined;
  const found = follow.ports.find(({ local }) => local === port);
  return found && { pod: follow.pod, port: found.remote };
}

/** It listens until it is interrupted. */
export function goOnProxying(_: Reader, follow: ProxyFollow): Answer {
  return { out: '', err: '', changes: [], follow };
}

/** Connects ports of the learner's own machine with those of a pod. Models kubectl pkg/cmd/portforward. */
export const portForward: Verb = {
  usage: 'port-forward TYPE/NAME [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  does: 'Forward one or more local ports to a pod',
  flags: { address: { takes: 'text' }, 'pod-running-timeout': { takes: 'text' } },
  run(request, paper) {
    const [name = '', ...ports] = request.args;
    if (ports.length === 0) {
      paper.failures.push({
        text: "TYPE/NAME and list of ports are required for port-forward\nSee 'kubectl port-forward -h' for help and examples",
      });
      return;
    }
    const [object] = objectsMeant(request, paper, [name.includes('/') ? name : `pods/${name}`]) ?? [];
    const pod = object && podOf(request, paper, object);
    const pairs = pod && pairsOf(paper, object, pod, ports);
    if (!pod || !pairs) return;
    const phase = pod.status?.phase ?? 'Pending';
    if (phase !== 'Running')
      return fail(paper, `unable to forward port because pod is not running. Current status=${phase}`);
    for (const { local, remote } of pairs) {
      if (isTaken(request.running, local))
        return fail(
          paper,
          `unable to listen on port ${local}: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:${local}: bind: address already in use]\nerror: unable to listen on any of the requested ports: [{${local} ${remote}}]`,
        );
      say(paper, `Forwarding from 127.0.0.1:${local} -> ${remote}`);
      say(paper, `Forwarding from [::1]:${local} -> ${remote}`);
    }
    const { state } = request.cluster;
    paper.follow = {
      verb: 'port-forward',
      pod: keyOf(pod),
      uid: pod.metadata.uid ?? '',
      ports: pairs,
      since: state.exchanged,
      seen: state.exchanged,
    };
  },
};

function podOf({ cluster }: Request, paper: Paper, object: ApiObject): Pod | undefined {
  if (object.kind === 'Pod') return object as Pod;
  const pods = podsBehind(cluster, object);
  if (!pods) fail(paper, `cannot attach to *v1.${object.kind}: selector not found`);
  if (pods?.length === 0) fail(paper, 'timed out waiting for the condition');
  return pods?.[0];
}

type Pairs = ForwardFollow['ports'];

function pairsOf(paper: Paper, object: ApiObject, pod: Pod, words: readonly string[]): Pairs | undefined {
  const pairs = words.map((word) => {
    const [first = '', second = first] = word.split(':');
    const remote = numberOfPort(object, pod, second);
    if (typeof remote === 'string') fail(paper, remote);
    const local = /^\d+$/.test(first)
      ? Number(first)
      : first === second && typeof remote === 'number'
        ? remote
        : undefined;
    if (local === undefined && typeof remote === 'number')
      fail(
        paper,
        `error parsing local port '${first}': strconv.ParseUint: parsing ${JSON.stringify(first)}: invalid syntax`,
      );
    const flaw = flawOf('local', first, local) ?? flawOf('remote', second, remote);
    if (flaw !== undefined) fail(paper, flaw);
    return { local: local ?? 0, remote: typeof remote === 'number' ? remote : 0 };
  });
  return paper.failures.length > 0 ? undefined : pairs;
}

function flawOf(end: 'local' | 'remote', word: string, port: number | string | undefined): string | undefined {
  if (typeof port !== 'number') return undefined;
  if (end === 'remote' && port === 0) return 'remote port must be > 0';
  if (isPort(port)) return undefined;
  return `error parsing ${end} port '${word}': strconv.ParseUint: parsing ${JSON.stringify(word)}: value out of range`;
}

/** A Service's port leads to the port behind it, a name to its number. */
function numberOfPort(object: ApiObject, pod: Pod, word: string): number | string {
  const named = (name: string): number | undefined =>
    pod.spec.containers.flatMap(({ ports = [] }) => ports).find((port) => port.name === name)?.containerPort;
  if (object.kind !== 'Service') {
    if (/^\d+$/.test(word)) return Number(word);
    return named(word) ?? `Pod '${pod.metadata.name}' does not have a named port '${word}'`;
  }
  const { spec, metadata } = object as Service;
  const port = spec.ports?.find((each) => String(each.port) === word || each.name === word);
  if (!port) return `Service ${metadata.name} does not have a service port ${word}`;
  const { targetPort = port.port } = port;
  return typeof targetPort === 'number'
    ? targetPort
    : (named(targetPort) ?? `Pod '${pod.metadata.name}' does not have a named port '${targetPort}'`);
}

/** Says each connection, and ends when its pod is gone. */
export function goOnForwarding(cluster: Reader, follow: ForwardFollow): Answer {
  const { exchanges, exchanged } = cluster.state;
  let out = '';
  let err = '';
  for (const [number, { ask, told }] of Object.entries(exchanges)) {
    if (ask.kind !== 'request' || ask.tunnel !== follow.pod) continue;
    const pair = follow.ports.find(({ local, remote }) => remote === ask.port && local === ask.localPort);
    if (!pair) continue;
    if (Number(number) > follow.seen) out += `Handling connection for ${pair.local}\n`;
    if (Number(number) <= follow.since || told?.kind !== 'failed' || !['refused', 'reset'].includes(told.problem))
      continue;
    err += `E portforward.go] "Unhandled Error" err="an error occurred forwarding ${pair.local} -> ${ask.port}: error forwarding port ${ask.port} to pod, uid : failed to connect to localhost:${ask.port} inside namespace: connection refused"\n`;
  }
  const pod = get<Pod>(cluster, follow.pod);
  const isThere = pod?.metadata.uid === follow.uid && !hasEnded(pod);
  if (!isThere || err !== '') return { out, err: `${err}error: lost connection to pod\n`, changes: [], code: 1 };
  return { out, err, changes: [], follow: { ...follow, seen: exchanged } };
}
