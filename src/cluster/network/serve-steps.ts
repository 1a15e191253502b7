/** What happens in the pod: the program is asked, asks others if it must, writes, and answers. */
import { keyFor } from '../../objects/index.ts';
import type { ObjectKey } from '../../objects/index.ts';
import type { ContainerLook } from '../kubelet/container-look.ts';
import { processOf, reading, writesOf } from '../kubelet/process.ts';
import { say } from '../log.ts';
import type { Answer } from '../part.ts';
import type { FileChange, Reply, Request } from '../programs/index.ts';
import { serve } from '../programs/serving.ts';
import { goOn, legOf } from './exchange-look.ts';
import type { ExchangeLook, Server } from './exchange-look.ts';
import { stillThere } from './listening.ts';
import type { Message, Told } from './message.ts';
import { podAt } from './reach.ts';

/** The program answers, or says what it must know first. */
export function serveNow(look: ExchangeLook, server: Server, told: readonly Told[]): Answer {
  const { reader, exchange, number } = look;
  const process = stillThere(reader, server.container, server.pid);
  if (!process) return hangUp(look);
  const answer = serve(process.image, requestOf(look), asProcess(process), reading(process), told);
  const { changes = [] } = answer;
  if ('asks' in answer) {
    const asked = answer.asks.map((_, place) => reader.state.exchanged + 1 + place);
    const from = exchange.legs.at(-1)?.to ?? exchange.from;
    const asks = answer.asks.map((ask) => ({ verb: 'ask' as const, from, asker: `exchange:${number}`, ask }));
    return goOn(look, 'asks', { server, told, asked }, [], [...writesOf(process, changes), ...asks]);
  }
  const legs = claimsOf(process, changes).map((claim) => writing(look, claim, changes));
  return legs.length > 0
    ? goOn(look, 'writes', { server, reply: answer, changes }, legs)
    : replyNow({ ...look, memory: { ...look.memory, server } }, answer, changes);
}

function asProcess(process: ContainerLook): ReturnType<typeof processOf> {
  const { running } = process.memory;
  return processOf(process, running?.env, running?.pid);
}

/** The request as the process sees it. */
function requestOf({ reader, exchange: { ask, from } }: ExchangeLook): Request {
  const { request, host } = ask as Extract<typeof ask, { kind: 'request' }>;
  const address = podAt(reader, from)?.status?.podIP;
  return { ...request, headers: { host, ...request.headers }, ...(address !== undefined && { from: address }) };
}

/** The claims on which the changes are kept; what lies elsewhere makes no way. */
function claimsOf({ pod, container }: ContainerLook, changes: readonly FileChange[]): readonly ObjectKey[] {
  const mounts = container.volumeMounts ?? [];
  const names = mounts.filter(({ mountPath }) => changes.some(({ path }) => path.startsWith(`${mountPath}/`)));
  const claims = names.flatMap(({ name }) => {
    const claim = pod.spec.volumes?.find((volume) => volume.name === name)?.persistentVolumeClaim;
    return claim ? [keyFor('PersistentVolumeClaim', pod.metadata.namespace, claim.claimName)] : [];
  });
  return [...new Set(claims)];
}

function writing(look: ExchangeLook, claim: ObjectKey, changes: readonly FileChange[]): Message {
  return legOf(look, look.memory.to, claim, 'write', changes.map(({ path }) => path).join(', '));
}

/** What was to be written is written, if the process lived to do it. */
export function store(look: ExchangeLook): Answer {
  const { server, reply, changes } = look.memory;
  const isAlive = server && stillThere(look.reader, server.container, server.pid);
  return isAlive && reply ? replyNow(look, reply, changes) : hangUp(look);
}

/** The answer sets out; what was written down on the way is kept first. */
function replyNow(look: ExchangeLook, reply: Reply, changes: readonly FileChange[]): Answer {
  const { reader, memory, exchange } = look;
  const process = memory.server && stillThere(reader, memory.server.container, memory.server.pid);
  if (!process) return hangUp(look);
  if (reply.status === 0) return hangUp(look);
  const leg = legOf(look, memory.to, exchange.from, 'reply', `HTTP/1.1 ${reply.status}`);
  return goOn(look, 'replies', { server: memory.server, reply }, [leg], writesOf(process, changes));
}

/** All that the program asked has been answered, one way or another: it is asked again. */
export function hearAll(look: ExchangeLook): Answer {
  const { asked, told, server } = look.memory;
  const found = asked.map((number) => look.reader.state.exchanges[number]?.told);
  if (!server || found.includes(undefined)) return undefined;
  return serveNow(look, server, [...told, ...(found as readonly Told[])]);
}

/** The connection breaks off: its process has ended, or did not like what it heard. */
function hangUp(look: ExchangeLook): Answer {
  const { memory, exchange } = look;
  const why = say('the connection was closed without an answer');
  const leg = legOf(look, memory.to, exchange.from, 'refusal', 'FIN');
  return goOn(look, 'replies', { problem: 'reset', why, reply: undefined }, [leg]);
}
