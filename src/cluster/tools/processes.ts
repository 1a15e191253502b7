/** Tools that tell of the container and its processes, and those that only print. Left out: most options of `ps` and `date`. */
import { entry } from '../../objects/index.ts';
import { conditionHolds } from '../shell/condition.ts';
import type { Tool, ToolCall } from '../shell/tool.ts';
import { dateText, failed, foreverMs, optionsOf } from './options.ts';

/** `hostname`, with -f, -i and -d. */
export const hostname: Tool = ({ args, here }) => {
  const { host, domain, address } = here;
  const { flags } = optionsOf(args);
  if (flags.has('i') || flags.has('I')) return { out: `${address}\n`, code: 0 };
  if (flags.has('d')) return { out: domain === undefined ? '' : `${domain}\n`, code: 0 };
  return { out: `${flags.has('f') && domain !== undefined ? `${host}.${domain}` : host}\n`, code: 0 };
};

/** `env` and `printenv`. */
export const env: Tool = (call) => {
  const { names } = optionsOf(call.args);
  if (call.name === 'printenv' && names.length > 0) {
    const found = names.flatMap((name) => entry(call.env, name) ?? []);
    return { out: found.map((value) => `${value}\n`).join(''), code: found.length === names.length ? 0 : 1 };
  }
  const lines = Object.entries(call.env).map(([name, value]) => `${name}=${value}\n`);
  return { out: lines.join(''), code: 0 };
};

/** How `ps` lists processes: procps has three ways, busybox one. */
const heads = {
  busybox: 'PID   USER     TIME  COMMAND\n',
  user: 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n',
  full: 'UID          PID    PPID  C STIME TTY          TIME CMD\n',
  plain: '    PID TTY          TIME CMD\n',
} as const;

/** The tool `ps`. */
export const ps: Tool = ({ here, args }) => {
  const letters = args.join('');
  const procps = letters.includes('u') ? 'user' : letters.includes('f') ? 'full' : 'plain';
  const layout = here.userland === 'busybox' ? 'busybox' : procps;
  const rows = here.processes.map(({ pid, line, startedAt }) => {
    const clock = new Date(Date.parse(here.now) - (here.ms - startedAt)).toISOString().slice(11, 16);
    const number = String(pid).padStart(7);
    if (layout === 'busybox') return `${String(pid).padStart(5)} root      0:00 ${line}\n`;
    if (layout === 'user') return `root     ${number}  0.0  0.1   4340  1492 ?        Ss   ${clock}   0:00 ${line}\n`;
    if (layout === 'full') return `root     ${number}       0  0 ${clock} ?        00:00:00 ${line}\n`;
    return `${number} ?        00:00:00 ${line.split(' ')[0] ?? ''}\n`;
  });
  return { out: heads[layout] + rows.join(''), code: 0 };
};

/** `date`, with the commonest fields of `+FORMAT`. */
export const date: Tool = ({ args, here }) => {
  const format = args.find((word) => word.startsWith('+'))?.slice(1);
  if (format === undefined) return { out: `${dateText(here.now)}\n`, code: 0 };
  const moment = new Date(here.now).toISOString();
  const fields: Readonly<Record<string, string>> = {
    Y: moment.slice(0, 4),
    m: moment.slice(5, 7),
    d: moment.slice(8, 10),
    H: moment.slice(11, 13),
    M: moment.slice(14, 16),
    S: moment.slice(17, 19),
    F: moment.slice(0, 10),
    T: moment.slice(11, 19),
    s: String(Math.floor(Date.parse(here.now) / 1000)),
    N: '000000000',
    Z: 'UTC',
    '%': '%',
  };
  return { out: `${format.replace(/%(\w|%)/g, (all, letter: string) => fields[letter] ?? all)}\n`, code: 0 };
};

const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The tool `sleep`. */
export const sleep: Tool = (call) => {
  if (call.memory === true) return { code: 0 };
  const what = call.here.userland === 'busybox' ? 'number' : 'time interval';
  let sum = 0;
  for (const word of call.args) {
    const [, count, unit = 's'] = /^(\d*\.?\d+)([smhd]?)$/.exec(word) ?? [];
    const isForEver = word === 'infinity' || word === 'inf';
    if (count === undefined && !isForEver) return failed(`sleep: invalid ${what} '${word}'`);
    sum += isForEver ? foreverMs : Number(count) * (unitsMs[unit || 's'] ?? 1000);
  }
  return { sleepMs: Math.min(Math.round(sum), foreverMs), memory: true };
};

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

// No screen is wider.
const widthMax = 10_000;

/** `printf` with %s, %d, %5s and escapes; the format is used again for what is left over. */
export const printf: Tool = ({ args: [format = '', ...values] }) => {
  const rest = [...values];
  const shape = format.replace(/\\([ntr\\"])/g, (_, letter: string) => escapes[letter] ?? letter);
  const fill = (_: string, left: string, zero: string, width: string, kind: string): string => {
    if (kind === '%') return '%';
    const value = rest.shift() ?? '';
    const text = kind === 's' ? value : String(Math.trunc(Number(value)) || 0);
    const places = Math.min(Number(width), widthMax);
    return left === '-' ? text.padEnd(places) : text.padStart(places, zero === '0' ? '0' : ' ');
  };
  let out = '';
  let before: number;
  do {
    before = rest.length;
    out += shape.replace(/%(-?)(0?)(\d*)([sdi%])/g, fill);
  } while (rest.length > 0 && rest.length < before);
  return { out, code: 0 };
};

/** The tool `seq`. */
export const seq: Tool = ({ args }) => {
  const [first = 1, second = 1, third] = args.map(Number);
  const [from, step, to] =
    third !== undefined ? [first, second, third] : args.length === 2 ? [first, 1, second] : [1, 1, first];
  const count = Math.min(Math.max(0, Math.floor((to - from) / (step || 1)) + 1), 100_000);
  return { out: Array.from({ length: count }, (_, place) => `${from + place * step}\n`).join(''), code: 0 };
};

/** `test` and `[` as tools of their own, as `kubectl exec` and probes call them. */
export const test: Tool = (call: ToolCall) => {
  const words = call.name === '[' ? call.args.slice(0, -1) : call.args;
  const holds = conditionHolds(words, { here: call.here, path: call.path, vars: {} });
  if (typeof holds === 'string') return { err: `${call.name}: ${holds}\n`, code: 2 };
  return { code: holds ? 0 : 1 };
};

/** Tools that print one line, or nothing. */
export const oneLine: Readonly<Record<string, Tool>> = {
  id: () => ({ out: 'uid=0(root) gid=0(root) groups=0(root)\n', code: 0 }),
  whoami: () => ({ out: 'root\n', code: 0 }),
  nproc: () => ({ out: '4\n', code: 0 }),
  uname: ({ args, here }) => ({ out: args.includes('-n') ? `${here.host}\n` : 'Linux\n', code: 0 }),
  basename: ({ args: [path = ''] }) => ({ out: `${path.replace(/\/+$/, '').replace(/^.*\//, '')}\n`, code: 0 }),
  dirname: ({ args: [path = ''] }) => ({
    out: `${path.includes('/') ? path.replace(/\/[^/]*$/, '') || '/' : '.'}\n`,
    code: 0,
  }),
  pwd: ({ path }) => ({ out: `${path('.')}\n`, code: 0 }),
  true: () => ({ code: 0 }),
  false: () => ({ code: 1 }),
  kill: () => failed('ordinal: signals to processes are not simulated'),
};
