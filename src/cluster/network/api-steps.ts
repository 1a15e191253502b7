/**
 * The API server as a hop: its proxy to pods and Services, tunnels, and what it answers itself.
 * Models pkg/registry/core/{pod,service} (ResourceLocation) and apimachinery pkg/util/proxy. Left out: rights, watches, writes, TLS to the pod.
 */
import { hasEnded, keyFor, notFound } from '../../objects/index.ts';
import type { ObjectKey, Pod, Service } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer } from '../part.ts';
import type { Reply } from '../programs/index.ts';
import { get } from '../read.ts';
import { apiObjectOf } from './api-objects.ts';
import { backTo, goOn, isObject, legOf, placeName, requestNow } from './exchange-look.ts';
import type { ExchangeLook, Memory, Requesting } from './exchange-look.ts';
import type { Place } from './message.ts';
import { podAt } from './reach.ts';
import { hasReady, portNamed } from './service-proxy.ts';

/** What is refused, as the API prints it. */
interface Refusal {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, string>>;
}

/** The path of a proxy taken apart. */
interface Proxied {
  readonly namespace: string;
  readonly plural: 'pods' | 'services';
  readonly name: string;
  readonly port: string | undefined;
  readonly path: string;
}

const proxyPath =
  /^\/api\/v1\/namespaces\/([^/]+)\/(pods|services)\/(?:https?:)?([^/:]+)(?::([^/:]*))?\/proxy(\/[^?]*)?(\?.*)?$/;

/** What the API server does with a request: passes it on, or answers itself. */
export function atApiServer(look: ExchangeLook): Answer {
  const { ask } = look.exchange;
  const { tunnel, isApi } = ask as Requesting;
  if (tunnel) return intoTunnel(look, tunnel);
  if (!isApi) return refuse(look, anonymous(requestNow(look).path), say('nobody has said who asks'));
  const request = requestNow(look);
  const [, namespace = '', plural = '', name = '', port, rest = '/', query = ''] = proxyPath.exec(request.path) ?? [];
  if (name === '') return answerItself(look);
  const path = `${rest}${query}`;
  const proxied = { namespace, plural: plural as Proxied['plural'], name, port: port || undefined, path };
  return plural === 'pods' ? toPod(look, proxied) : toService(look, proxied);
}

function toPod(look: ExchangeLook, { namespace, name, port, path }: Proxied): Answer {
  const key = keyFor('Pod', namespace, name);
  const pod = get<Pod>(look.reader, key);
  if (!pod) return refuse(look, missing('pods', name), say('there is no pod {pod}', { pod: name }));
  if (pod.status?.podIP === undefined || hasEnded(pod)) {
    const refusal = { code: 400, reason: 'BadRequest', message: 'address not allowed' };
    return refuse(look, refusal, say('{pod} has no address', { pod: name }));
  }
  const first = pod.spec.containers.flatMap(({ ports = [] }) => ports)[0]?.containerPort ?? 80;
  return passOn(look, key, Number(port ?? first), path);
}

/** A Service's port goes by its name, or by its number; without either only one without a name is meant. */
function toService(look: ExchangeLook, { namespace, name, port, path }: Proxied): Answer {
  const key = keyFor('Service', namespace, name);
  const service = get<Service>(look.reader, key);
  const it = { service: name };
  if (!service)
    return refuse(
      look,
      missing('services', name),
      say('there is no Service {service} in {namespace}', { ...it, namespace }),
    );
  const meant = portNamed(service, port);
  if (!meant && port !== undefined && /^\d+$/.test(port))
    return refuse(
      look,
      unavailable(`no service port ${port} found for service "${name}"`),
      say('{service} has no port {port}', { ...it, port }),
    );
  if (!meant || !hasReady(look.reader, service, meant)) {
    const why = meant
      ? say('no pod of {service} is Ready', it)
      : say('{service} has no such port: one with a name is asked for by its name', it);
    return refuse(look, unavailable(`no endpoints available for service "${name}"`), why);
  }
  return passOn(look, key, meant.port, path);
}

function passOn(look: ExchangeLook, to: Place, port: number, path: string): Answer {
  const { stops } = look.memory;
  const request = { ...requestNow(look), path };
  return goOn(look, 'sends', {
    at: 'apiserver',
    origin: 'apiserver',
    stops: [...stops, 'apiserver'],
    to,
    port,
    request,
  });
}

function intoTunnel(look: ExchangeLook, to: ObjectKey): Answer {
  const { stops, port } = look.memory;
  if (!podAt(look.reader, to)) {
    const why = say('there is no pod {pod}', { pod: placeName(to) });
    const leg = legOf(look, 'apiserver', backTo(look), 'refusal', 'FIN');
    return goOn(look, 'replies', { problem: 'reset', why }, [leg]);
  }
  return goOn(look, 'sends', { at: 'apiserver', origin: 'apiserver', stops: [...stops, 'apiserver'], to, port });
}

/** What is not for a pod or a Service is for the API itself. */
function answerItself(look: ExchangeLook): Answer {
  const { method, path } = requestNow(look);
  const found = method === 'GET' ? apiObjectOf(look.reader, path) : undefined;
  if (found && 'object' in found) return reply(look, { status: 200, body: json(found.object) });
  if (found) return refuse(look, missing(found.plural, found.name), say('there is no {name}', { name: found.name }));
  const message = 'the server could not find the requested resource';
  return refuse(
    look,
    { code: 404, reason: 'NotFound', message, details: {} },
    say('the API has no path {path}', { path }),
  );
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function missing(plural: string, name: string): Refusal {
  const { message, code, reason } = notFound(plural, name);
  return { code, reason, message, details: { name, kind: plural } };
}

function unavailable(message: string): Refusal {
  return { code: 503, reason: 'ServiceUnavailable', message };
}

function anonymous(path: string): Refusal {
  return {
    code: 403,
    reason: 'Forbidden',
    message: `forbidden: User "system:anonymous" cannot get path "${path}"`,
    details: {},
  };
}

function statusOf({ code, reason, message, details }: Refusal): Reply {
  const head = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason };
  return { status: code, body: json({ ...head, ...(details && { details }), code }) };
}

function refuse(look: ExchangeLook, refusal: Refusal, why: Sentence): Answer {
  return reply(look, statusOf(refusal), { why });
}

function reply(look: ExchangeLook, answer: Reply, memory: Partial<Memory> = {}): Answer {
  const leg = legOf(look, 'apiserver', backTo(look), 'reply', `HTTP/1.1 ${answer.status}`);
  return goOn(look, 'replies', { reply: answer, answerer: 'apiserver', ...memory }, [leg]);
}

/** What the API server makes of it that nobody behind it has answered. */
export function withoutAnswer(look: ExchangeLook): Reply {
  const { memory, reader } = look;
  const address = (isObject(memory.to) && podAt(reader, memory.to)?.status?.podIP) || (memory.addresses[0] ?? '');
  const how = {
    reset: 'EOF',
    refused: `dial tcp ${address}:${memory.port}: connect: connection refused`,
    noRoute: `dial tcp ${address}:${memory.port}: connect: no route to host`,
  } as const;
  const { problem = 'refused' } = memory;
  const said = problem in how ? how[problem as keyof typeof how] : `dial tcp ${address}:${memory.port}: i/o timeout`;
  return statusOf(unavailable(`error trying to reach service: ${said}`));
}
