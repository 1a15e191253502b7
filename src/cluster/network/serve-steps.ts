/** What happens in the pod: the program is asked, asks others if it must, writes, and answers. */
import { keyFor } from '../../objects/index.ts';
import type { ObjectKey } from '../../objects/index.ts';
import type { ContainerLook } from '../kubelet/container-look.ts';
import { processOf, reading, writesOf } from '../kubelet/process.ts';
import type { LocalWrite } from '../local-writes.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Call } from '../part.ts';
import type { FileChange, Reply, Request } from '../programs/index.ts';
import { serve } from '../programs/serving.ts';
import { backTo, goOn, legOf, requestNow } from './exchange-look.ts';
import type { ExchangeLook, Requesting, Server } from './exchange-look.ts';
import { stillThere } from './listening.ts';
import type { Ask, Message, Told } from './message.ts';
import { podAt } from './reach.ts';

// So much may a program ask for one answer.
const askedMax = 1000;

/** The program answers, or says what it must know first. What it writes down is written at this very moment. */
export function serveNow(look: ExchangeLook, server: Server, told: readonly Told[]): Answer {
  const { reader, memory } = look;
  const process = stillThere(reader, server.container, server.pid);
  if (!process) return hangUp(look, say('the program has ended meanwhile'));
  const answer = serve(process.image, requestOf(look), asProcess(process), reading(process), told);
  const writes = [...logged(process, answer.log), ...writesOf(process, answer.changes ?? [])];
  if ('asks' in answer) {
    return answer.asks.length > 0 && told.length < askedMax
      ? askOthers(look, server, told, answer.asks, writes)
      : hangUp(look, say('the program never comes to an answer'), writes);
  }
  const { changes = [], isWoken } = answer;
  const woken = isWoken ? ([[`program:${server.container}`, { type: 'wake' }]] as const) : [];
  if (answer.status === 0) return hangUp(look, say('the program closed the connection without a word'), writes, woken);
  const legs = claimsOf(process, changes).map((claim) =>
    legOf(look, memory.to, claim, 'write', changes.map(({ path }) => path).join(', ')),
  );
  const kept = { server, reply: answer, answerer: memory.to };
  if (legs.length > 0) return goOn(look, 'writes', kept, legs, { writes, tells: woken });
  return goOn(look, 'replies', kept, [replyLeg(look, answer)], { writes, tells: woken });
}

/** The program asks others all at once. */
function askOthers(
  look: ExchangeLook,
  server: Server,
  told: readonly Told[],
  asks: readonly Ask[],
  writes: readonly LocalWrite[],
): Answer {
  const { reader, number, memory } = look;
  const asked = asks.map((_, place) => reader.state.exchanged + 1 + place);
  const all = asks.map((ask) => ({ verb: 'ask' as const, from: memory.to, asker: `exchange:${number}`, ask }));
  return goOn(look, 'asks', { server, told, asked, heard: {} }, [], { writes: [...writes, ...all] });
}

function logged({ pod, container }: ContainerLook, lines: readonly string[] = []): readonly LocalWrite[] {
  if (lines.length === 0) return [];
  return [
    { verb: 'log', log: `${pod.metadata.uid}/${container.name}`, text: lines.map((line) => `${line}\n`).join('') },
  ];
}

function asProcess(process: ContainerLook): ReturnType<typeof processOf> {
  const { running } = process.memory;
  return processOf(process, running?.env, running?.pid);
}

/** The request as the process sees it: it comes from who last took it up. */
function requestOf(look: ExchangeLook): Request {
  const { reader, exchange, memory } = look;
  const { host } = exchange.ask as Requesting;
  const request = requestNow(look);
  const address = podAt(reader, memory.stops.at(-1) ?? exchange.from)?.status?.podIP;
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

/** What was written has arrived, and the answer sets out, if the process lived to send it. */
export function answerNow(look: ExchangeLook): Answer {
  const { server, reply } = look.memory;
  const isAlive = server && stillThere(look.reader, server.container, server.pid);
  if (!isAlive || !reply) return hangUp(look, say('the program has ended meanwhile'));
  return goOn(look, 'replies', {}, [replyLeg(look, reply)]);
}

function replyLeg(look: ExchangeLook, { status }: Reply): Message {
  return legOf(look, look.memory.to, backTo(look), 'reply', `HTTP/1.1 ${status}`);
}

/** All that the program asked has been answered, one way or another: it is asked again. */
export function hearAll(look: ExchangeLook): Answer {
  const { asked, told, server, heard } = look.memory;
  const found = asked.flatMap((number) => heard[number] ?? []);
  if (!server || found.length < asked.length) return undefined;
  return serveNow(look, server, [...told, ...found]);
}

/** What the program wanted to write was refused. */
export function breakOff(look: ExchangeLook): Answer {
  return hangUp(look, say('the program could not write down what it was told'));
}

/** The connection breaks off: its process has ended, or did not like what it heard. */
function hangUp(
  look: ExchangeLook,
  why: Sentence,
  writes: readonly LocalWrite[] = [],
  tells: readonly Call[] = [],
): Answer {
  const leg = legOf(look, look.memory.to, backTo(look), 'refusal', 'FIN');
  return goOn(look, 'replies', { problem: 'reset', why, reply: undefined }, [leg], { writes, tells });
}
