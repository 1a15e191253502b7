/**
 * What a process does that nobody waits for: it connects to others, copies, hands over before it goes. One instance for each container
 * whose program has such work, only while it has some; between times it holds a link or nothing.
 */
import { assign, setup } from 'xstate';
import { keyOf } from '../../objects/index.ts';
import type { Millis, Node, Pod } from '../../objects/index.ts';
import { hasFault } from '../faults.ts';
import { containerPart } from '../kubelet/container.ts';
import type { ContainerLook, Running } from '../kubelet/container-look.ts';
import { processOf, reading, writesOf } from '../kubelet/process.ts';
import type { Answer, Deed, Part, Wake } from '../part.ts';
import { podHere, podsOnNode } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { logOf } from '../volume-backing.ts';
import { imageOf } from './index.ts';
import type { Cause, Working } from './program.ts';
import { workOf } from './working.ts';

interface Memory {
  readonly node: string;
  /** How many answers are still to come. */
  readonly open: number;
  readonly pauseMs: Millis;
  /** Whom it holds connections to, and which of them have been closed. */
  readonly links: readonly string[];
  readonly closed: readonly string[];
  /** It has been woken while it waited for answers. */
  readonly isWoken: boolean;
  readonly isAfterAsking: boolean;
  /** The exchange that has just ended. */
  readonly exchange?: number | undefined;
}

interface WorkSignal {
  type: 'wake' | 'told' | 'closed' | 'forget' | 'next' | 'asks' | 'pauses' | 'triesAgain' | 'links' | 'ends';
  memory?: Partial<Memory>;
  exchange?: number;
  address?: string;
}

const wake = { target: 'working', actions: 'isWoken' } as const;
const closed = { target: 'working', actions: ['isWoken', 'noteClosed'] } as const;

const machine = setup({
  types: { context: {} as Memory, input: {} as Memory, events: {} as WorkSignal },
  actions: {
    step: (_, _name: string) => undefined,
    remember: assign(({ event }) => event.memory ?? {}),
    noteWake: assign({ isWoken: true }),
    noteClosed: assign({ closed: ({ context, event }) => [...context.closed, event.address ?? ''] }),
    isWoken: assign({ isAfterAsking: false }),
    hasHeard: assign({ isAfterAsking: ({ context }) => !context.isWoken && context.closed.length === 0 }),
    noteAnswer: assign({ exchange: ({ event }) => event.exchange, open: ({ context }) => context.open - 1 }),
  },
  guards: { hasHeardAll: ({ context }) => context.open <= 0 },
  delays: { pause: ({ context }) => context.pauseMs, resync: 1000 },
}).createMachine({
  id: 'program',
  context: ({ input }) => input,
  initial: 'asleep',
  on: { forget: '.gone' },
  states: {
    asleep: { on: { wake } },
    working: {
      entry: { type: 'step', params: 'work' },
      on: {
        next: { target: 'asleep', actions: 'remember' },
        asks: { target: 'asking', actions: 'remember' },
        pauses: { target: 'pausing', actions: 'remember' },
        triesAgain: { target: 'tryingAgain', actions: 'remember' },
        links: { target: 'linked', actions: 'remember' },
        ends: 'gone',
      },
    },
    asking: {
      on: {
        told: { target: 'hearing', actions: 'noteAnswer' },
        wake: { actions: 'noteWake' },
        closed: { actions: 'noteClosed' },
      },
    },
    hearing: {
      entry: { type: 'step', params: 'hear' },
      on: { next: [{ guard: 'hasHeardAll', target: 'working', actions: 'hasHeard' }, { target: 'asking' }] },
    },
    pausing: { on: { wake, closed }, after: { pause: { target: 'working', actions: 'isWoken' } } },
    tryingAgain: { on: { wake, closed }, after: { resync: { target: 'working', actions: 'isWoken' } } },
    linked: { on: { wake, closed } },
    gone: { type: 'final' },
  },
});

/** A process that runs, as this part sees it. */
interface WorkLook {
  readonly of: string;
  readonly container: ContainerLook;
  readonly running: Running;
  readonly memory: Memory;
}

/** The part that does the work of programs; each instance is named as its container is. */
export const workPart: Part<WorkLook> = {
  name: 'program',
  isOnNode: true,
  machine,
  wakesOn: { Pod: hearPod, Node: hearNode },
  begin,
  look,
  steps: { work, hear },
};

function begin(reader: Reader, of: string): Readonly<Record<string, unknown>> {
  const node = podHere(reader, of.slice(0, of.lastIndexOf('/')))?.spec.nodeName ?? '';
  return { node, open: 0, pauseMs: 0, links: [], closed: [], isWoken: false, isAfterAsking: false } satisfies Memory;
}

const alive = new Set(['running', 'killing', 'stopping']);

/** With the process its work ends. */
function look(reader: Reader, of: string): WorkLook | undefined {
  const state = reader.state.machines[`container:${of}`]?.value ?? '';
  const container = alive.has(state) ? containerPart.look(reader, of) : undefined;
  const running = container?.memory.running;
  // A client that runs in the place of the server has no work of a server to do.
  if (!container || !running || running.command !== undefined) return undefined;
  return {
    of,
    container,
    running,
    get memory() {
      return reader.state.machines[`program:${of}`]?.context as unknown as Memory;
    },
  };
}

function work(look: WorkLook): Answer {
  const { reader } = look.container;
  const { stopping } = look.running;
  const termMs = stopping ? stopping.termAt - reader.state.now : 0;
  if (termMs > 0) return goOn(look, { pauseMs: termMs });
  const isStopping = stopping !== undefined && !hasFault(reader, 'pod', look.container.pod, 'hang');
  const { isAfterAsking, closed } = look.memory;
  return goOn(look, workOn(look, { isStopping, isAfterAsking, closed }));
}

function hear(look: WorkLook): Answer {
  const { exchange, open } = look.memory;
  const { ask, told } = look.container.reader.state.exchanges[String(exchange)] ?? {};
  if (!ask || !told) return undefined;
  const isStopping = look.running.stopping !== undefined;
  const cause: Cause = { heard: { ask, told }, isStopping, isAfterAsking: false, closed: [] };
  const { asks: _, ...done } = workOn(look, cause);
  return { do: deedsOf(look, done), signal: { type: 'next', memory: { open } } };
}

function workOn({ container, running }: WorkLook, cause: Cause): Working {
  const process = processOf(container, running.env, running.pid);
  return workOf(container.image.program.known)?.(process, reading(container), cause) ?? {};
}

function goOn(look: WorkLook, working: Working): Answer {
  const { asks = [], pauseMs, isTryingAgain, links = [], exitCode } = working;
  const deeds = deedsOf(look, working);
  const memory = { links, closed: [], isWoken: false };
  if (exitCode !== undefined) return { do: deeds, signal: 'ends' };
  if (asks.length > 0) return { do: deeds, signal: { type: 'asks', memory: { ...memory, open: asks.length } } };
  if (pauseMs !== undefined) return { do: deeds, signal: { type: 'pauses', memory: { ...memory, pauseMs } } };
  if (isTryingAgain) return { do: deeds, signal: { type: 'triesAgain', memory } };
  return { do: deeds, signal: { type: links.length > 0 ? 'links' : 'next', memory } };
}

function deedsOf({ of, container }: WorkLook, working: Working): readonly Deed[] {
  const { pod } = container;
  const { says, changes = [], log = [], asks = [], exitCode } = working;
  const lines = log.map((line) => `${line}\n`).join('');
  const written =
    lines === '' ? [] : [{ verb: 'log', log: logOf(pod, container.container.name), text: lines } as const];
  const asked = asks.map((ask) => ({ verb: 'ask', from: keyOf(pod), asker: `program:${of}`, ask }) as const);
  const exit = { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' };
  const ends: Deed['tells'] = [[`container:${of}`, { type: 'ends', memory: { exit } }]];
  return [
    {
      ...(says && { what: says, object: keyOf(pod) }),
      writes: [...writesOf(container, changes), ...written, ...asked],
      ...(exitCode !== undefined && { tells: ends }),
    },
  ];
}

/** When a process has ended, its connections are closed: who holds one to it hears of that. */
function hearPod({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const [pod, last] = [object as Pod, before as Pod | undefined];
  const address = last?.status?.podIP;
  if (address === undefined || !hasWork(reader, pod)) return [];
  return type === 'deleted' || startsOf(pod) !== startsOf(last) ? linkedTo(reader, address) : [];
}

/** Which of its containers run, and since when: another text, another process. */
function startsOf(pod: Pod | undefined): string {
  const all = pod?.status?.containerStatuses ?? [];
  return all.map(({ state, restartCount }) => `${restartCount} ${state?.running?.startedAt ?? ''}`).join();
}

/** A connection to a machine that says nothing any more is given up after a minute; about then its node is NotReady. */
function hearNode({ object, before }: Change, reader: Reader): readonly Wake[] {
  if (!before || !isNodeReady(before as Node) || isNodeReady(object as Node)) return [];
  const pods = podsOnNode(reader, object.metadata.name).filter((pod) => hasWork(reader, pod));
  return pods.flatMap(({ status }) => linkedTo(reader, status?.podIP ?? ''));
}

function isNodeReady({ status }: Node): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

function hasWork({ state }: Reader, { spec }: Pod): boolean {
  return spec.containers.some(({ image }) => imageOf(state.settings, image).program.works);
}

const prefix = 'program:';

function linkedTo({ state: { machines } }: Reader, address: string): readonly Wake[] {
  const isLinked = (id: string): boolean =>
    (machines[id]?.context as Partial<Memory>).links?.includes(address) ?? false;
  const linked = Object.keys(machines).filter((id) => id.startsWith(prefix) && isLinked(id));
  return linked.sort().map((id) => ({ of: id.slice(prefix.length), signal: { type: 'closed', address } }));
}
