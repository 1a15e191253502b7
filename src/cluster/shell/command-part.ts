/** A command line in a container, from its start to its end: it works, and between that it waits for time, the network, or somebody who types. */
import { assign, setup } from 'xstate';
import type { Container, Millis, Pod } from '../../objects/index.ts';
import { keyOf } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import type { Command, Output } from '../commands.ts';
import type { Told } from '../network/message.ts';
import type { Answer, Deed, Part, Wake } from '../part.ts';
import { get } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { logOf } from '../volume-backing.ts';
import { roomOf } from './here.ts';
import type { Room } from './here.ts';
import { goOn } from './interpret.ts';
import type { Run } from './run.ts';
import type { Shell, Standing } from './shell-state.ts';
import { startWith } from './start.ts';

interface Memory {
  readonly node: string;
  readonly waitMs: Millis;
  readonly told?: Told;
}

interface CommandSignal {
  type:
    | 'wake'
    | 'sleeps'
    | 'idles'
    | 'asks'
    | 'listens'
    | 'ends'
    | 'told'
    | 'typed'
    | 'interrupt'
    | 'kill'
    | 'fail'
    | 'next'
    | 'goesOn';
  memory?: Partial<Memory>;
  told?: Told;
}

// Longer than anything takes on the network.
const patienceMs = 300_000;

const machine = setup({
  types: { context: {} as Memory, input: {} as Memory, events: {} as CommandSignal },
  actions: {
    step: (_, _name: string) => undefined,
    remember: assign(({ event }) => event.memory ?? {}),
    hear: assign(({ event }) => (event.told ? { told: event.told } : {})),
  },
  delays: { nap: ({ context }) => context.waitMs, resync: ({ context }) => context.waitMs, patience: patienceMs },
}).createMachine({
  id: 'command',
  context: ({ input }) => input,
  initial: 'begun',
  on: { interrupt: '.interrupted', kill: '.killed' },
  states: {
    begun: { on: { wake: 'working' } },
    working: {
      entry: { type: 'step', params: 'work' },
      on: {
        sleeps: { target: 'sleeping', actions: 'remember' },
        idles: { target: 'idling', actions: 'remember' },
        asks: 'asking',
        listens: 'listening',
        ends: 'over',
        fail: 'killed',
      },
    },
    sleeping: { after: { nap: 'working' } },
    // What it then does it has done before, again and again; that does not keep a cluster from being at rest.
    idling: { after: { resync: 'working' } },
    // Whoever stood still when the answer came asks again.
    asking: { on: { told: { target: 'working', actions: 'hear' } }, after: { patience: 'working' } },
    listening: { on: { typed: 'working' } },
    interrupted: { entry: { type: 'step', params: 'interrupt' }, on: { ends: 'over', goesOn: 'working' } },
    killed: { entry: { type: 'step', params: 'kill' }, on: { ends: 'over' } },
    over: { type: 'final' },
  },
});

interface CommandLook {
  readonly reader: Reader;
  readonly id: string;
  readonly command: Command;
  readonly pod: Pod | undefined;
  readonly container: Container | undefined;
  readonly now: string;
  readonly memory: Memory;
}

/** The part that runs commands in containers, each by its number in `state.commands`. */
export const commandPart: Part<CommandLook> = {
  name: 'command',
  isOnNode: true,
  machine,
  wakesOn: { Pod: hear },
  begin: ({ state }, of) => {
    const memory: Memory = { node: state.commands[of]?.node ?? '', waitMs: 0 };
    return { ...memory };
  },
  look,
  steps: { work, interrupt, kill: (it) => end(it, 137) },
};

function look(reader: Reader, of: string): CommandLook | undefined {
  const command = reader.state.commands[of];
  if (!command) return undefined;
  const stored = get<Pod>(reader, command.pod);
  const apart = Object.values(reader.state.apart).find(({ metadata }) => metadata.uid === command.uid);
  const pod = apart ?? (stored?.metadata.uid === command.uid ? stored : undefined);
  const all = [...(pod?.spec.containers ?? []), ...(pod?.spec.initContainers ?? [])];
  return {
    reader,
    id: of,
    pod,
    container: all.find(({ name }) => name === command.container),
    now: nowOf(reader),
    // Read anew each time: a step may change what the next one sees.
    get command() {
      return reader.state.commands[of] ?? command;
    },
    get memory() {
      return (reader.state.machines[`command:${of}`]?.context ?? {}) as unknown as Memory;
    },
  };
}

/** A command ends with its container: looked at only where a pod goes, or a container has stopped. */
function hear({ type, object, before }: Change, { state }: Reader): readonly Wake[] {
  if (state.commanded === 0) return [];
  const runs = runningIn(object as Pod);
  const stopped = [...runningIn(before as Pod | undefined)].filter((name) => !runs.has(name));
  if (type !== 'deleted' && stopped.length === 0) return [];
  const key = keyOf(object);
  return Object.entries(state.commands).flatMap(([of, { code, pod, uid, container }]): readonly Wake[] => {
    const isMeant = code === undefined && pod === key && uid === object.metadata.uid;
    return isMeant && (type === 'deleted' || !runs.has(container)) ? [{ of, signal: { type: 'kill' } }] : [];
  });
}

/** The names of the containers that run. */
function runningIn(pod: Pod | undefined): ReadonlySet<string> {
  const { containerStatuses = [], initContainerStatuses = [] } = pod?.status ?? {};
  const all = [...containerStatuses, ...initContainerStatuses];
  return new Set(all.flatMap(({ name, state }) => (state?.running ? [name] : [])));
}

// A shorter nap lets no time pass that counts: a loop of naps must come to its end, too.
const leastNapMs = 50;
// What is so far away does not keep a cluster from being at rest.
const farMs = 600_000;
const keptMax = 64 * 1024;

function work(it: CommandLook): Answer {
  const { command, pod, container, memory, reader, id, now } = it;
  if (!pod || !container) return end(it, 137);
  const isNew = command.shell === undefined;
  const shell = structuredClone(command.shell ?? newShell(command)) as Shell;
  const room = roomOf({ reader, pod, container, now }, id, shell.directories);
  const run: Run = {
    shell,
    here: room.here,
    lines: [...(command.input?.lines ?? [])],
    isOpen: command.input?.isOpen ?? false,
    isTerminal: command.hasTerminal ?? false,
    output: [],
    written: 0,
    stepsMax: reader.state.settings.limits.commandSteps,
  };
  if (isNew) startWith(run, command.words);
  else if (memory.waitMs >= leastNapMs || memory.told || run.lines.length > 0) shell.steps = 0;
  return answerFor(it, run, room, goOn(run, memory.told));
}

function newShell({ env }: Command): Shell {
  const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const vars = { PATH: path, HOME: '/root', ...env };
  const exported = Object.keys(vars);
  return { frames: [], vars, exported, args: ['sh'], cwd: '/', status: 0, steps: 0, directories: [] };
}

function answerFor(it: CommandLook, run: Run, room: Room, standing: Standing): Answer {
  const { id, command } = it;
  const { prompt: _, ...before } = command;
  const next: Command = {
    ...before,
    ...(command.input && { input: { ...command.input, lines: run.lines } }),
    ...written(command, run.output),
    shell: run.shell,
    ...(standing.is === 'listening' && { prompt: standing.prompt }),
  };
  const text = run.output.map((each) => each.text).join('');
  const logged: Deed[] =
    command.isMain && text !== '' ? [{ writes: [{ verb: 'log', log: logId(command), text }] }] : [];
  const done: Deed[] = [...room.writes.map((each) => ({ writes: [each] })), ...logged];
  if (standing.is === 'over') return end({ ...it, command: next }, standing.code, done);
  const kept: Deed = { writes: [{ verb: 'command', id, command: next }] };
  if (standing.is === 'listening') return { do: [...done, kept], signal: 'listens' };
  if (standing.is === 'asking') {
    const ask: Deed = { writes: [{ verb: 'ask', from: command.pod, asker: `command:${id}`, ask: standing.ask }] };
    return { do: [...done, kept, ask], signal: { type: 'asks', memory: { told: undefined } } };
  }
  const type = standing.isEndless || standing.ms > farMs ? 'idles' : 'sleeps';
  return { do: [...done, kept], signal: { type, memory: { waitMs: standing.ms, told: undefined } } };
}

function logId({ uid, container }: Command): string {
  return logOf({ metadata: { uid } } as Pod, container);
}

/** The last of what it has written; neighbours of one stream become one. */
function written({ output, written: before }: Command, news: readonly Output[]): Pick<Command, 'output' | 'written'> {
  const all: Output[] = [];
  for (const each of [...output, ...news]) {
    const last = all.at(-1);
    if (last?.stream === each.stream) all[all.length - 1] = { stream: last.stream, text: last.text + each.text };
    else all.push(each);
  }
  let length = all.reduce((sum, { text }) => sum + text.length, 0);
  for (let first = all[0]; first && length > keptMax; first = all[0]) {
    const over = Math.min(length - keptMax, first.text.length);
    length -= over;
    if (over === first.text.length) all.shift();
    else all[0] = { ...first, text: first.text.slice(over) };
  }
  return { output: all, written: before + news.reduce((sum, { text }) => sum + text.length, 0) };
}

/** What runs in a shell that somebody types to ends, and the shell asks for the next line; anything else ends altogether. */
function interrupt(it: CommandLook): Answer {
  const { command, id } = it;
  const shell = command.shell as Shell | undefined;
  const place = shell?.frames.findLastIndex(({ session }) => session !== undefined) ?? -1;
  if (!shell || !command.input || place < 0) return end(it, 130);
  const frames = shell.frames
    .slice(0, place + 1)
    .map((frame, at) => (at === place ? { ...frame, session: '' } : frame));
  const next: Command = { ...command, shell: { ...shell, frames, status: 130, steps: 0 } };
  return { do: [{ writes: [{ verb: 'command', id, command: next }] }], signal: 'goesOn' };
}

/** It is over; the container of a main process looks at how it ended. */
function end({ id, command, pod }: CommandLook, code: number, before: readonly Deed[] = []): Answer {
  const { shell: _, prompt: __, ...rest } = command;
  const { metadata } = pod ?? {};
  const container = `container:${metadata?.namespace}/${metadata?.name}/${command.uid}/${command.container}`;
  const kept: Deed = {
    writes: [{ verb: 'command', id, command: { ...rest, code } }],
    ...(command.isMain && { tells: [[container, { type: 'look' }]] as const }),
  };
  return { do: [...before, kept], signal: 'ends' };
}
