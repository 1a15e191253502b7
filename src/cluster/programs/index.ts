import { entry, quantity } from '../../objects/index.ts';
import type { Container } from '../../objects/index.ts';
import type { ImageSettings, Settings } from '../settings.ts';
import { mariadb, mysql } from './databases.ts';
import { readImageName } from './image-name.ts';
import { wordsOf } from './image-words.ts';
import type { Process, Program, ReadFile, Run } from './program.ts';
import { courseOf } from './shell.ts';
import { startNginx, statusOfNginx } from './nginx.ts';
import { ticker } from './ticker.ts';

const kubiaPet: Program = { ports: [8080], memory: '24Mi', size: 275_552_256 };
const shell: Program = { ports: [], memory: '1Mi', size: 4_270_080, isShell: true, ignoresSigterm: true };

/**
 * THE TABLE of programs, by the repository of their image; one that is not here is a server on any port, ready at once.
 * A name without a slash stands for every image that ends in it.
 */
const programs: Readonly<Record<string, Program>> = {
  'kubia-pet': kubiaPet,
  'kubia-pet-peers': kubiaPet,
  'ordinal/store': { ports: [7000], memory: '8Mi', size: 4_270_080, works: true, stopsItself: true },
  'ordinal/ticker': ticker,
  redis: { ports: [6379], memory: '8Mi', size: 41_000_000, works: true },
  mysql,
  mariadb,
  wordpress: { ports: [80], memory: '60Mi', size: 230_000_000, startUpMs: () => 1500, works: true },
  nginx: { ports: [80], memory: '10Mi', size: 62_960_551, status: statusOfNginx, run: startNginx },
  busybox: shell,
  alpine: shell,
  'tutum/dnsutils': shell,
  'curlimages/curl': shell,
  'nicolaka/netshoot': shell,
  'build-image/debian-base': { ports: [], memory: '1Mi', size: 49_000_000, run: emptyVolume },
  pause: { ports: [], memory: '1Mi', size: 320_000 },
};

/** What the recycler of volumes runs; that the files go is the doing of who sent it. */
function emptyVolume(): Run {
  return { ends: { afterMs: 1000, exitCode: 0 } };
}

/** An image: what runs in it, and what the words in its name and the settings say of it. */
export interface Image extends ImageSettings {
  readonly program: Program & {
    /** The last word of its repository. */
    readonly name: string;
    /** Its place in the table, for which `serving.ts` knows what it answers; nothing for an image that the table does not have. */
    readonly known?: string;
  };
}

/** Settings are never changed in place. */
const known = new WeakMap<Settings, Map<string, Image>>();

/** What is known of an image by its name. */
export function imageOf(settings: Settings, name: string): Image {
  const images = known.get(settings) ?? new Map<string, Image>();
  known.set(settings, images);
  let image = images.get(name);
  if (!image) {
    image = newImage(settings, name);
    images.set(name, image);
  }
  return image;
}

function newImage(settings: Settings, name: string): Image {
  const { repository } = readImageName(name);
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  const said = wordsOf(name, [last, repository, name], settings.images);
  const key = said.runs ?? repository;
  const known = [key, key.slice(key.lastIndexOf('/') + 1)].find((name) => entry(programs, name));
  if (known === undefined) return { ...said, program: { name: last } };
  return { ...said, program: { ...programs[known], name: last, known } };
}

/** The ports on which a process of this image listens: one that nobody knows, on those that its container names; on all where there are none. */
export function portsOf({ program }: Image, { ports = [] }: Container): readonly number[] | undefined {
  if (program.ports) return program.ports;
  return ports.length > 0 ? ports.map(({ containerPort }) => containerPort) : undefined;
}

// A crashing program gets this far before it ends.
const crashMs = 300;
const outOfMemoryMs = 1000;

/** What a process of this image will do of itself, with so much memory at most. */
export function runOf(image: Image, process: Process, read: ReadFile, memoryMax: string | undefined): Run {
  const { program, crash } = image;
  if (crash) return { ends: { afterMs: crashMs, exitCode: 1 } };
  const course = program.isShell || process.command.length > 0 ? courseOf(process, read) : undefined;
  const foreseen = course?.isHeard ? { isLive: true as const } : course;
  const run: Run = foreseen ?? (program.isShell ? unknownCommand(process) : serverOrTool(program, process, read)) ?? {};
  const memory = image.memory ?? program.memory;
  const isTooMuch = memoryMax !== undefined && memory !== undefined && quantity(memory) > quantity(memoryMax);
  return isTooMuch ? { ...run, ends: { afterMs: outOfMemoryMs, exitCode: 137 } } : run;
}

const shellNames = /^(\/usr)?(\/bin\/)?(ba|a|da)?sh$/;
/** What images of shells have beside the commands that can be foreseen; which image has which is known where they run. */
const toolNames =
  /^(\/usr)?(\/bin\/)?(tail|head|top|nc|httpd|watch|ping|dig|nslookup|host|getent|wget|curl|env|printenv|ps|grep|wc|seq|id|test|\[)$/;

/** A script that is more than we can work out runs step by step; a word that no such image has for a command cannot be started. */
function unknownCommand({ command }: Process): Run {
  const [first] = command;
  if (first === undefined) return { ends: { afterMs: 0, exitCode: 0 } };
  return shellNames.test(first) || toolNames.test(first) ? { isLive: true } : { missing: first };
}

/** What one types in the place of a server: its own client, another tool, a shell that reads lines. */
const clients = /^(\/usr)?(\/local)?(\/bin\/)?(redis-cli|mysql|mariadb)$/;

/** An image of a server runs the server, unless it is told to run something that is none. */
function serverOrTool(program: Program, process: Process, read: ReadFile): Run | undefined {
  const [first = '', ...words] = process.command;
  const isTool = toolNames.test(first) || clients.test(first) || (shellNames.test(first) && words.length === 0);
  return isTool ? { isLive: true } : program.run?.(process, read);
}

export type { Asks, Process, Program, ReadFile, Run, Serve } from './program.ts';
export type { FileChange, Reply, Request } from './request.ts';
