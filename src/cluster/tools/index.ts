import { entry } from '../../objects/index.ts';
import type { Tool, Userland } from '../shell/tool.ts';
import { echoed } from './echo.ts';
import { mysql, nc, ping, redisCli } from './clients.ts';
import { dig } from './dig.ts';
import { cp, ls, mkdir, mv, rm, tee, touch } from './files.ts';
import { getent, host, nslookup } from './look-ups.ts';
import { date, env, hostname, oneLine, printf, ps, seq, sleep, test } from './processes.ts';
import { cat, cut, grep, head, sort, tail, tr, uniq, wc } from './texts.ts';
import { curl, wget } from './web-clients.ts';

// A server runs on; what it does is the business of `programs/`.
const forEverMs = 10 * 365 * 86_400_000;

/** THE TABLE of tools. */
const tools: Readonly<Record<string, Tool>> = {
  ...oneLine,
  '[': test,
  cat,
  cp,
  curl,
  cut,
  date,
  dig,
  echo: ({ args }) => ({ out: echoed(args), code: 0 }),
  egrep: grep,
  env,
  fgrep: grep,
  getent,
  grep,
  head,
  host,
  hostname,
  ls,
  mariadb: mysql,
  mkdir,
  mv,
  mysql,
  nc,
  nslookup,
  ping,
  printenv: env,
  printf,
  ps,
  'redis-cli': redisCli,
  'redis-server': () => ({ sleepMs: forEverMs }),
  rm,
  seq,
  sleep,
  sort,
  tail,
  tee,
  test,
  touch,
  tr,
  uniq,
  wc,
  wget,
};

/** The tool of this name; throws for one that no image has. */
export function toolNamed(name: string): Tool {
  const tool = entry(tools, name);
  if (!tool) throw new Error(`tools/index.ts has no tool "${name}".`);
  return tool;
}

const core =
  'sh [ basename cat cp cut date dirname echo egrep env false fgrep grep head hostname id kill ls mkdir mv nproc printenv printf pwd rm seq sleep sort tail tee test touch tr true uname uniq wc whoami';
const busybox = `${core} ash ps wget nslookup ping nc`;
const debian = `${core} bash dash getent`;

interface Toolbox {
  readonly userland: Userland;
  readonly tools: string;
}

/** THE TABLE of what images bring along, by the repository of the image or the last part of it. */
const boxes: Readonly<Record<string, Toolbox>> = {
  busybox: { userland: 'busybox', tools: busybox },
  alpine: { userland: 'busybox', tools: `${busybox} getent` },
  'curlimages/curl': { userland: 'busybox', tools: `${busybox} curl getent` },
  'nicolaka/netshoot': { userland: 'busybox', tools: `${busybox} bash curl dig getent host` },
  'tutum/dnsutils': { userland: 'debian', tools: `${debian} dig nslookup host ps` },
  'kubia-pet': { userland: 'debian', tools: `${debian} curl wget ps ping` },
  'kubia-pet-peers': { userland: 'debian', tools: `${debian} curl wget ps ping` },
  redis: { userland: 'debian', tools: `${debian} redis-cli redis-server` },
  mysql: { userland: 'debian', tools: `${debian} mysql` },
  mariadb: { userland: 'debian', tools: `${debian} mysql mariadb` },
  nginx: { userland: 'debian', tools: `${debian} curl` },
  wordpress: { userland: 'debian', tools: `${debian} curl` },
  'ordinal/store': { userland: 'busybox', tools: busybox },
  'ordinal/ticker': { userland: 'busybox', tools: busybox },
  pause: { userland: 'debian', tools: '' },
};

/** An image that nobody knows has what most servers have. */
const unknown: Toolbox = { userland: 'debian', tools: `${debian} curl` };

/** Which tools a container of this image has; those built on alpine have busybox', too. */
export function toolboxOf(
  repository: string,
  tag: string | undefined,
): { readonly userland: Userland; readonly has: (tool: string) => boolean } {
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  const own = entry(boxes, repository) ?? entry(boxes, last) ?? unknown;
  const isAlpine = tag?.includes('alpine') ?? false;
  const names = new Set(`${own.tools} ${isAlpine ? `${busybox} getent` : ''}`.split(' '));
  return { userland: isAlpine ? 'busybox' : own.userland, has: (tool) => names.has(tool) };
}
