/**
 * Which command line a container's command comes to in the end, where it is a script that leads to the program: the script is run by the same
 * shell as any other, but nobody sees what it writes. Left out: waiting, and answers of the network, which do not come.
 */
import { say } from '../log.ts';
import type { Told } from '../network/message.ts';
import { goOn } from '../shell/interpret.ts';
import { top } from '../shell/run.ts';
import type { Run } from '../shell/run.ts';
import { startWith } from '../shell/start.ts';
import type { Here } from '../shell/tool.ts';
import { toolboxOf } from '../tools/index.ts';
import type { Process, ReadFile } from './program.ts';

const stepsMax = 10_000;
const stopsMax = 100;

/** The words with which this program was started; nothing where the command starts something else. */
export function commandLineOf(process: Process, read: ReadFile, program: string): readonly string[] | undefined {
  const { command } = process;
  const [first = program] = command;
  if (first.startsWith('-')) return [program, ...command];
  if (first.split('/').at(-1) === program) return [program, ...command.slice(1)];
  if (first.endsWith('docker-entrypoint.sh'))
    return commandLineOf({ ...process, command: command.slice(1) }, read, program);
  return reached(process, read, program);
}

/** Lets the script run until it is there. */
function reached(process: Process, read: ReadFile, program: string): readonly string[] | undefined {
  const run = runOf(process, read, program);
  startWith(run, process.command);
  let told: Told | undefined;
  for (let stops = 0; stops < stopsMax; stops++) {
    const standing = goOn(run, told);
    const words = top(run)?.calling?.words;
    if (words?.[0] === program) return words;
    if (standing.is === 'over' || standing.is === 'listening') return undefined;
    told = standing.is === 'asking' ? silence : undefined;
    delete run.stop;
  }
  return undefined;
}

const silence: Told = { kind: 'failed', problem: 'timedOut', tookMs: 0, why: say('nobody answers') };

function runOf(process: Process, read: ReadFile, program: string): Run {
  const vars = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root', ...process.env };
  const shell = { frames: [], vars, exported: Object.keys(vars), args: ['sh'], cwd: '/', status: 0, steps: 0 };
  return {
    shell: { ...shell, directories: [] },
    here: hereOf(process, read, program),
    lines: [],
    isOpen: false,
    isTerminal: false,
    output: [],
    written: 0,
    stepsMax,
  };
}

/** The container as the script sees it; what it writes is there for the rest of it. */
function hereOf({ host, address = '', domain, now = '' }: Process, read: ReadFile, program: string): Here {
  const { userland, has } = toolboxOf(program, undefined);
  const written = new Map<string, string>();
  return {
    host,
    ...(domain !== undefined && { domain }),
    namespace: domain?.split('.')[1] ?? 'default',
    address,
    now,
    ms: 0,
    chance: () => 0,
    image: program,
    userland,
    has: (tool) => tool === program || has(tool),
    processes: [],
    read: (path) => written.get(path) ?? read(path) ?? (path === '/etc/hostname' ? `${host}\n` : undefined),
    list: () => undefined,
    write: (path, text, isAppended) => {
      written.set(path, (isAppended ? (written.get(path) ?? read(path) ?? '') : '') + text);
      return undefined;
    },
    remove: (path) => {
      written.delete(path);
      return undefined;
    },
    makeDirectory: () => undefined,
  };
}
