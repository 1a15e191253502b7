import { expect } from 'vitest';
import type { Ask, Exchange, Told } from '../../src/cluster/index.ts';
import { get, nextDue, spell, submitAsk } from '../../src/cluster/index.ts';
import type { Pod } from '../../src/objects/index.ts';
import type { World } from '../world.ts';

/** A pod that does nothing but be there, so that somebody can ask from it. */
export const clientPod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: client}\nspec: {containers: [{name: curl, image: curlimages/curl, command: [sleep, "86400"]}]}\n';

/** The asking pod. */
export const client = 'Pod/default/client';

/** Lets time pass until the exchange is over, and answers with all of it. */
export function exchanged(w: World, ask: Ask, from = client): Exchange & { readonly told: Told } {
  const number = submitAsk(w.cluster, { from, asker: '', ask });
  for (let step = 0; step < 2000 && !w.cluster.state.exchanges[number]?.told; step++) {
    const { at = 0 } = nextDue(w.cluster) ?? {};
    w.run(`${Math.max(0, at - w.cluster.state.now)}ms`);
  }
  const exchange = w.cluster.state.exchanges[number];
  if (!exchange?.told) throw new Error(`Exchange ${number} is not over after 2000 ticks.`);
  return { ...exchange, told: exchange.told };
}

/** A request written as `GET http://kubia:8080/path`, with `POST … body` for one that carries something. */
export function requestOf(line: string, more: { limitMs?: number; tunnel?: string } = {}): Ask {
  const [, method = '', host = '', port, path, body] =
    /^(\w+) http:\/\/([^/:]+)(?::(\d+))?(\/\S*)?(?: (.*))?$/.exec(line) ?? [];
  const request = { method, path: path ?? '/', ...(body !== undefined && { body }) };
  return { kind: 'request', host, port: Number(port ?? 80), request, ...more };
}

/** What a request comes to, in one line: `200 body`, or `refused: why`. */
export function said(told: Told): string {
  if (told.kind === 'reply') return `${told.reply.status} ${told.reply.body.trimEnd()}`;
  if (told.kind === 'failed') return `${told.problem}: ${spell(told.why)}`;
  const { status, answer, why } = told.tries.at(-1)!.answer;
  return answer.length > 0 ? answer.map(({ data }) => data).join(' ') : `${status}: ${why ? spell(why) : ''}`;
}

/** Asks from the client pod, and answers with what it comes to. */
export function asks(w: World, line: string, more: { limitMs?: number; tunnel?: string; from?: string } = {}): string {
  const { from = client, ...rest } = more;
  return said(exchanged(w, requestOf(line, rest), from).told);
}

/** The way of an exchange: `client > dns > client`. */
export function routeOf({ from, legs }: Exchange): string {
  const name = (place: string): string => place.replace(/^Pod\/default\//, '').replace(/^(\w+)\/default\//, '$1/');
  return [from, ...legs.map(({ to, isLost }) => (isLost ? `${to}?` : to))].map(name).join(' > ');
}

/** The last line of the log of the network, with its reason: what the learner can read about the last exchange. */
export function lastSaid({ cluster }: World): string {
  const { what, because } = cluster.state.log.findLast(({ who }) => who === 'network') ?? {};
  return [what, because].flatMap((sentence) => (sentence ? spell(sentence) : [])).join('; ');
}

/** The address of a pod now. */
export function addressOf({ cluster }: World, pod: string): string {
  const address = get<Pod>(cluster, `Pod/default/${pod}`)?.status?.podIP;
  expect(address).toBeDefined();
  return address ?? '';
}
