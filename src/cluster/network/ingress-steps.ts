/**
 * The ingress controller as a hop: it reads host and path, and asks the Service behind them in its own name. Left out: that it tries another
 * pod when one refuses, sizes, redirects to TLS, and what annotations change.
 */
import { keyFor, readKey } from '../../objects/index.ts';
import type { IngressBackend, ObjectKey, Service } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer } from '../part.ts';
import type { Reply } from '../programs/index.ts';
import { errorPage } from '../programs/nginx-pages.ts';
import { get } from '../read.ts';
import { backTo, goOn, legOf, requestNow } from './exchange-look.ts';
import type { ExchangeLook, Memory, Requesting } from './exchange-look.ts';
import { routeFor } from './ingress-routes.ts';
import { hasUsable, portNamed } from './service-proxy.ts';

/** The host that the request is for, whatever address it was sent to. */
export function hostOf({ exchange }: ExchangeLook): string {
  const { host, request } = exchange.ask as Requesting;
  return (request.headers?.['host'] ?? host).replace(/:\d+$/, '');
}

/** What the controller does with a request: passes it on, or answers with a page of its own. */
export function atIngress(look: ExchangeLook): Answer {
  const { path } = requestNow(look);
  const host = hostOf(look);
  const route = routeFor(look.reader, host, path);
  const nowhere = say('no Ingress has a rule for {host}{path}', { host, path });
  if (!route?.backend) return reply(look, page(404), nowhere);
  return toBackend(look, route.ingress, route.backend);
}

function toBackend(look: ExchangeLook, ingress: ObjectKey, { service: named }: IngressBackend): Answer {
  const { reader, memory } = look;
  const { namespace } = readKey(ingress);
  const it = { service: named?.name ?? '', namespace: namespace ?? '' };
  const key = keyFor('Service', namespace, it.service);
  const service = get<Service>(reader, key);
  if (!service) return reply(look, page(503), say('there is no Service {service} in {namespace}', it));
  const { number, name } = named?.port ?? {};
  const port = portNamed(service, number === undefined ? name : String(number));
  if (!port) return reply(look, page(503), say('{service} has no port {port}', { ...it, port: number ?? name ?? '' }));
  if (!hasUsable(reader, service, port)) return reply(look, page(503), say('no pod of {service} is Ready', it));
  const stops = [...memory.stops, ingress];
  return goOn(look, 'sends', { at: ingress, origin: ingress, stops, to: key, port: port.port });
}

function page(status: number): Reply {
  return { ...errorPage(status), headers: { 'content-type': 'text/html' } };
}

function reply(look: ExchangeLook, answer: Reply, why: Sentence): Answer {
  const { to } = look.memory;
  const leg = legOf(look, to, backTo(look), 'reply', `HTTP/1.1 ${answer.status}`);
  return goOn(look, 'replies', { reply: answer, answerer: to, why }, [leg]);
}

/** What the controller makes of it that nobody behind it has answered. */
export function pageWithoutAnswer({ problem }: Memory): Reply {
  return page(problem === 'timedOut' || problem === 'noRoute' ? 504 : 502);
}
