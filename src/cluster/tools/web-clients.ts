/** `curl` and `wget`. Left out: TLS, redirects, cookies, progress meters, and what is kept open between requests. */
import { entry } from '../../objects/index.ts';
import type { Millis } from '../../objects/index.ts';
import type { Told } from '../network/message.ts';
import type { Request } from '../programs/index.ts';
import type { Did, Tool, ToolCall } from '../shell/tool.ts';
import { failed, limitOf } from './options.ts';
import { addressOf, optionsOf } from './web-options.ts';
import type { Address, Options } from './web-options.ts';

/** Long names of curl's options to their short ones; those that take a value end in `=`. */
const curlOptions: Readonly<Record<string, string>> = {
  silent: 's',
  'show-error': 'S',
  include: 'i',
  head: 'I',
  request: 'X=',
  data: 'd=',
  'data-raw': 'd=',
  'data-binary': 'd=',
  header: 'H=',
  'max-time': 'm=',
  'connect-timeout': 'connect-timeout=',
  output: 'o=',
  'write-out': 'w=',
  fail: 'f',
  verbose: 'v',
  location: 'L',
  insecure: 'k',
  get: 'G',
  user: 'u=',
  'user-agent': 'A=',
  retry: 'retry=',
};

function requestOf(call: ToolCall, address: Address, { switches, values }: Options): Request | string {
  const data = values['d'] ?? [];
  const parts = data.map((text) => (text.startsWith('@') ? fileText(call, text.slice(1)) : text));
  const missing = parts.findIndex((part) => part === undefined);
  if (missing >= 0) return data[missing]?.slice(1) ?? '';
  const standard = switches.has('I') ? 'HEAD' : data.length > 0 && !switches.has('G') ? 'POST' : 'GET';
  const headers = Object.fromEntries(
    (values['H'] ?? []).map((line) => {
      const [name = '', ...value] = line.split(':');
      return [name.trim().toLowerCase(), value.join(':').trim()];
    }),
  );
  const query = switches.has('G') && data.length > 0 ? `?${parts.join('&')}` : '';
  return {
    method: values['X']?.at(-1) ?? standard,
    path: address.path + query,
    headers: { host: address.host, ...headers },
    ...(data.length > 0 && !switches.has('G') && { body: parts.join('&') }),
  };
}

function fileText(call: ToolCall, name: string): string | undefined {
  return name === '-' ? (call.stdin ?? '') : call.here.read(call.path(name));
}

/** `curl`, for one address after the other. */
export const curl: Tool = (call) => {
  const options = optionsOf(call.args, curlOptions);
  const { urls, switches, unknown } = options;
  const help = "curl: try 'curl --help' or 'curl --manual' for more information";
  if (unknown !== undefined) return failed(`curl: option ${unknown}: is unknown\n${help}`, 2);
  if (urls.length === 0) return failed(`curl: (2) no URL specified\n${help}`, 2);
  const url = urls[call.told.length - 1];
  const told = call.told.at(-1);
  const said = told && url !== undefined ? curlSays(call, options, addressOf(url)!, told) : { code: 0 };
  const next = urls[call.told.length];
  if (next === undefined) return said;
  const { code: _, ...before } = said;
  const address = addressOf(next);
  if (!address) return { ...said, ...failed(`curl: (3) URL rejected: Bad hostname`, 3) };
  if (address.host.length > 253) return quietly(switches, 6, `Could not resolve host: ${address.host}`);
  if (address.scheme === 'https') return quietly(switches, 35, 'TLS connect error: TLS is not simulated here');
  const request = requestOf(call, address, options);
  if (typeof request === 'string') return quietly(switches, 26, `Failed to open/read local data from ${request}`);
  const limit = curlLimit(options);
  if (typeof limit === 'string')
    return failed(`curl: option ${limit}: expected a proper numerical parameter\n${help}`, 2);
  return { ...before, asks: { kind: 'request', host: address.host, port: address.port, request, ...limit } };
};

/** How long it waits at most, 0 being for ever; or the option whose value is no number. */
function curlLimit({ values }: Options): { readonly limitMs?: Millis } | string {
  const limits: Millis[] = [];
  for (const [name, option] of [
    ['m', '-m'],
    ['connect-timeout', '--connect-timeout'],
  ] as const) {
    const given = values[name]?.at(-1);
    const limit = given === undefined ? 0 : limitOf(given);
    if (limit === undefined) return option;
    if (limit > 0) limits.push(limit);
  }
  return limits.length > 0 ? { limitMs: Math.min(...limits) } : {};
}

function quietly(switches: ReadonlySet<string>, code: number, words: string): Did {
  const isSilent = switches.has('s') && !switches.has('S');
  return { err: isSilent ? '' : `curl: (${code}) ${words}\n`, code };
}

function curlSays(call: ToolCall, options: Options, address: Address, told: Told): Did {
  const { switches, values } = options;
  if (told.kind === 'names') return { code: 0 };
  const format = values['w']?.at(-1);
  const written = (status: number): string =>
    format === undefined ? '' : writeOut(format, status, told.tookMs, told.kind === 'reply' ? told.reply.body : '');
  if (told.kind === 'failed') {
    const [code, words] = curlProblem(address, told, options);
    const did = quietly(switches, code, words);
    return { ...did, out: written(0) };
  }
  const { status, body } = told.reply;
  if (status === 0) return { ...quietly(switches, 52, 'Empty reply from server'), out: written(0) };
  if (switches.has('f') && status >= 400)
    return { ...quietly(switches, 22, `The requested URL returned error: ${status}`), out: written(status) };
  const head = switches.has('i') || switches.has('I') ? headOf(call, told) : '';
  const shown = head + (switches.has('I') ? '' : body);
  const to = values['o']?.at(-1);
  const problem = to === undefined || to === '-' ? undefined : keep(call, to, shown);
  const talk = switches.has('v') ? talkOf(call, address, options, told) : '';
  if (problem !== undefined)
    return failed(`${talk}curl: (23) client returned ERROR on write, ${shown.length} bytes requested`, 23);
  return { out: (to === undefined || to === '-' ? shown : '') + written(status), err: talk, code: 0 };
}

function keep(call: ToolCall, to: string, text: string): string | undefined {
  return to === '/dev/null' ? undefined : call.here.write(call.path(to), text, false);
}

type Reply = Extract<Told, { kind: 'reply' }>;
type Failure = Extract<Told, { kind: 'failed' }>;

function curlProblem({ host, port }: Address, told: Failure, { values }: Options): readonly [number, string] {
  const { problem, tookMs } = told;
  if (problem === 'noName' || problem === 'noDns') return [6, `Could not resolve host: ${host}`];
  if (problem === 'timedOut') {
    const isLimited = values['m'] !== undefined || values['connect-timeout'] !== undefined;
    if (isLimited) return [28, `Connection timed out after ${tookMs} milliseconds`];
    return [28, `Failed to connect to ${host} port ${port} after ${tookMs} ms: Couldn't connect to server`];
  }
  if (problem === 'tooLarge') return [55, `Send failure: ${reasonOf(told)}`];
  if (problem === 'reset') return [56, 'Recv failure: Connection reset by peer'];
  const why = problem === 'noRoute' ? 'No route to host' : `Couldn't connect to server`;
  return [7, `Failed to connect to ${host} port ${port} after ${tookMs} ms: ${why}`];
}

function reasonOf({ why: { text, values = {} } }: Failure): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(entry(values, name) ?? hole));
}

const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Payload Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function statusLine(status: number): string {
  return `HTTP/1.1 ${status} ${phrases[status] ?? ''}`.trimEnd();
}

function headOf({ here }: ToolCall, { reply: { status, body, headers = {} } }: Reply): string {
  const own = Object.entries(headers).map(([name, value]) => `${titled(name)}: ${value}\r\n`);
  const has = (name: string): boolean => name in headers;
  const date = has('date') ? '' : `Date: ${new Date(here.now).toUTCString()}\r\n`;
  const length = has('content-length') ? '' : `Content-Length: ${new TextEncoder().encode(body).length}\r\n`;
  return `${statusLine(status)}\r\n${own.join('')}${date}${length}\r\n`;
}

function titled(name: string): string {
  return name.replace(/(^|-)\w/g, (letter) => letter.toUpperCase());
}

function talkOf(call: ToolCall, { host, port, path }: Address, options: Options, told: Reply): string {
  const request = requestOf(call, { host, port, path, scheme: 'http' }, options);
  const { method = 'GET' } = typeof request === 'string' ? {} : request;
  const where = port === 80 ? host : `${host}:${port}`;
  const got = headOf(call, told).replace(/\r\n$/, '').replace(/^/gm, '< ').replace(/< $/, '<');
  return `*   Trying ${told.address}:${port}...
* Connected to ${host} (${told.address}) port ${port}
> ${method} ${path} HTTP/1.1
> Host: ${where}
> User-Agent: curl/8.5.0
> Accept: */*
>
${got.replaceAll('\r', '')}
* Connection #0 to host ${host} left intact
`;
}

function writeOut(format: string, status: number, tookMs: number, body: string): string {
  const values: Readonly<Record<string, string>> = {
    http_code: String(status).padStart(3, '0'),
    response_code: String(status).padStart(3, '0'),
    time_total: (tookMs / 1000).toFixed(6),
    size_download: String(new TextEncoder().encode(body).length),
  };
  return format
    .replace(/%\{(\w+)\}/g, (_, name: string) => entry(values, name) ?? '')
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t');
}

const wgetOptions: Readonly<Record<string, string>> = {
  quiet: 'q',
  'output-document': 'O=',
  timeout: 'T=',
  tries: 't=',
  spider: 'spider',
  'post-data': 'post-data=',
  header: 'header=',
  'server-response': 'S',
  'no-check-certificate': 'k',
};

/** `wget`, in the words of busybox' or of GNU's. */
export const wget: Tool = (call) => {
  const options = optionsOf(call.args, wgetOptions);
  const { urls, values, unknown, switches } = options;
  const [url] = urls;
  if (unknown !== undefined) return failed(`wget: unrecognized option: ${unknown.replace(/^-+/, '')}`);
  const address = url === undefined ? undefined : addressOf(url);
  if (!address) return failed(`wget: missing URL`);
  const [told] = call.told;
  if (address.host.length > 253) return wgetProblem(call, address, 'noName', address.host);
  if (!told) {
    const body = values['post-data']?.at(-1);
    const request: Request = {
      method: body !== undefined ? 'POST' : switches.has('spider') ? 'HEAD' : 'GET',
      path: address.path,
      headers: { host: address.host },
      ...(body !== undefined && { body }),
    };
    const seconds = values['T']?.at(-1) ?? '0';
    const limitMs = limitOf(seconds);
    if (limitMs === undefined) return noPeriod(call, seconds);
    const limit = limitMs > 0 ? { limitMs } : {};
    return { asks: { kind: 'request', host: address.host, port: address.port, request, ...limit } };
  }
  if (told.kind === 'failed') return wgetProblem(call, address, told.problem, told.address ?? address.host);
  return told.kind === 'reply' ? wgetSays(call, options, address, told) : { code: 0 };
};

function noPeriod({ here }: ToolCall, text: string): Did {
  if (here.userland === 'busybox') return failed(`wget: invalid number '${text}'`);
  return failed(`wget: --timeout: Invalid time period '${text}'`, 2);
}

function wgetSays(call: ToolCall, { values, switches }: Options, address: Address, told: Reply): Did {
  const { status, body } = told.reply;
  const isQuiet = switches.has('q');
  const { host, port, path } = address;
  const connecting = isQuiet ? '' : `Connecting to ${host}${port === 80 ? '' : `:${port}`} (${told.address}:${port})\n`;
  if (status === 0 || status >= 400)
    return failed(`${connecting}wget: server returned error: ${statusLine(status)}`, 1);
  const to = values['O']?.at(-1) ?? (path.slice(path.lastIndexOf('/') + 1) || 'index.html');
  if (switches.has('spider')) return { err: `${connecting}remote file exists\n`, code: 0 };
  if (to === '-') return { out: body, err: connecting, code: 0 };
  const problem = keep(call, to, body);
  if (problem !== undefined) return failed(`${connecting}wget: can't open '${to}': ${problem}`);
  return { err: isQuiet ? '' : `${connecting}saving to '${to}'\n'${to}' saved\n`, code: 0 };
}

function wgetProblem({ here }: ToolCall, { host, port }: Address, problem: Failure['problem'], at: string): Did {
  const isName = problem === 'noName' || problem === 'noDns';
  if (isName && here.userland === 'debian') return failed(`wget: unable to resolve host address '${host}'`, 4);
  if (isName) return failed(`wget: bad address '${host}'`);
  if (problem === 'timedOut') return failed('wget: download timed out');
  const words: Readonly<Record<string, string>> = {
    refused: 'Connection refused',
    noRoute: 'No route to host',
    reset: 'Connection reset by peer',
    tooLarge: 'the body is too large',
  };
  return failed(
    `wget: can't connect to remote host (${at}${here.userland === 'debian' ? `:${port}` : ''}): ${words[problem] ?? problem}`,
  );
}
