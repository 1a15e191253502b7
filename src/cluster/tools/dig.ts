/**
 * `dig` as BIND 9.18 prints it (bin/dig/dig.c, lib/dns/masterdump.c for the columns). Left out: more than one question, traces, TCP,
 * cookies, and options that are not in the table below, which change nothing.
 */
import type { Tool, ToolCall } from '../shell/tool.ts';
import type { Told } from '../network/message.ts';
import type { DnsAnswer, DnsRecord, Try } from '../network/records.ts';
import { dateText } from './options.ts';

const version = '9.18.28';

interface Asked {
  readonly name: string;
  readonly type: string;
  readonly server: string;
  readonly isSearched: boolean;
  readonly isShort: boolean;
  /** The sections that are shown. */
  readonly shown: ReadonlySet<string>;
}

const types = new Set(['A', 'AAAA', 'SRV', 'PTR', 'ANY', 'CNAME', 'TXT', 'SOA', 'NS', 'MX']);
const sections = ['cmd', 'comments', 'question', 'answer', 'authority', 'additional', 'stats'] as const;
const dnsAddress = '10.96.0.10';

function askedBy(args: readonly string[]): Asked {
  let [name, type, server, isSearched, isShort] = ['.', 'A', dnsAddress, false, false];
  const shown = new Set<string>(sections);
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, no = '', option = ''] = /^\+(no)?(\w+)/.exec(word) ?? [];
    if (word.startsWith('@')) server = word.slice(1);
    else if (word === '-x') [name, type] = [reversed(rest.shift() ?? ''), 'PTR'];
    else if (word === '-t') type = (rest.shift() ?? 'A').toUpperCase();
    else if (word === '-q') name = rest.shift() ?? name;
    else if (word.startsWith('-')) rest.splice(0, /^-[pbkyc]$/.test(word) ? 1 : 0);
    else if (option === 'search') isSearched = no === '';
    else if (option === 'short') isShort = no === '';
    else if (option === 'all') for (const each of sections) set(shown, each, no === '');
    else if (option !== '') set(shown, option, no === '');
    else if (types.has(word.toUpperCase())) type = word.toUpperCase();
    else if (word.toUpperCase() !== 'IN') name = word;
  }
  return { name, type, server, isSearched, isShort, shown };
}

function set(shown: Set<string>, name: string, isOn: boolean): void {
  if (isOn) shown.add(name);
  else shown.delete(name);
}

function reversed(address: string): string {
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}

const patienceMs = 15_000;

/** The tool `dig`. */
export const dig: Tool = (call) => {
  const asked = askedBy(call.args);
  const { name, type, isSearched, server } = asked;
  if (name.length > 253) return { err: `dig: '${name}' is not a legal name (ran out of space)\n`, code: 10 };
  const [told] = call.told;
  const isOurs = server === dnsAddress || /^kube-dns\.kube-system(\.svc(\.cluster\.local)?)?\.?$/.test(server);
  if (!isOurs && call.memory === undefined) return { sleepMs: patienceMs, memory: true };
  if (!told && isOurs) return { asks: { kind: 'name', name, type, isSearched } };
  const last = told?.kind === 'names' ? told.tries.at(-1) : undefined;
  if (!last) {
    const out = `${headOf(asked, call)};; connection timed out; no servers could be reached\n`;
    return { out: asked.isShort ? ';; connection timed out; no servers could be reached\n' : out, code: 9 };
  }
  if (asked.isShort) return { out: last.answer.answer.map(({ data }) => `${data}\n`).join(''), code: 0 };
  return { out: headOf(asked, call) + answerText(asked, call, last, told), code: 0 };
};

function headOf({ shown }: Asked, { args }: ToolCall): string {
  if (!shown.has('cmd')) return '';
  return `\n; <<>> DiG ${version} <<>> ${args.join(' ')}\n;; global options: +cmd\n`;
}

function answerText(asked: Asked, call: ToolCall, { name, answer }: Try, told: Told | undefined): string {
  const { shown, type } = asked;
  const question = `;${indented([`${name}.`, 32, 'IN', 40, type], 1)}`;
  const blocks = [
    shown.has('question') ? section(shown, 'QUESTION', [question]) : '',
    shown.has('answer') ? section(shown, 'ANSWER', answer.answer.map(recordLine)) : '',
    shown.has('authority') ? section(shown, 'AUTHORITY', answer.authority.map(recordLine)) : '',
    shown.has('additional') ? section(shown, 'ADDITIONAL', answer.additional.map(recordLine)) : '',
  ];
  const comments = shown.has('comments') ? commentsOf(call, name, answer) : '';
  return comments + blocks.join('') + (shown.has('stats') ? statsOf(call, name, answer, told) : '');
}

function section(shown: ReadonlySet<string>, title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const body = lines.map((line) => `${line}\n`).join('');
  return shown.has('comments') ? `;; ${title} SECTION:\n${body}\n` : body;
}

function commentsOf({ here }: ToolCall, name: string, { status, answer, authority, additional }: DnsAnswer): string {
  const id = Math.floor(here.chance(`dig ${name} ${here.ms}`) * 65_536);
  const counts = `QUERY: 1, ANSWER: ${answer.length}, AUTHORITY: ${authority.length}, ADDITIONAL: ${additional.length + 1}`;
  return `;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: ${id}
;; flags: qr aa rd; ${counts}
;; WARNING: recursion requested but not available

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
`;
}

function statsOf({ here }: ToolCall, name: string, answer: DnsAnswer, told: Told | undefined): string {
  return `;; Query time: ${told?.tookMs ?? 0} msec
;; SERVER: ${dnsAddress}#53(${dnsAddress}) (UDP)
;; WHEN: ${dateText(here.now)}
;; MSG SIZE  rcvd: ${sizeOf(name, answer)}

`;
}

/** A record as a master file has it: columns at 24, 32, 40 and 48, or one blank where the one before is too long. */
export function recordLine({ name, ttl, type, data }: DnsRecord): string {
  return indented([name, 24, String(ttl), 32, 'IN', 40, type, 48, data]);
}

/** Texts and the columns at which the next one begins, with tabs as BIND writes them. */
function indented(items: readonly (string | number)[], from = 0): string {
  let text = '';
  let column = from;
  for (const item of items) {
    if (typeof item === 'string') {
      text += item;
      column += item.length;
      continue;
    }
    const to = Math.max(item, column + 1);
    const tabs = (to >> 3) - (column >> 3);
    const blanks = tabs > 0 ? to % 8 : to - column;
    text += '\t'.repeat(tabs) + ' '.repeat(blanks);
    column = to;
  }
  return text;
}

/** The bytes of the message; names that came before are pointers, but not in SRV records (RFC 2782). */
function sizeOf(name: string, { answer, authority, additional }: DnsAnswer): number {
  const long = (text: string): number => text.replace(/\.$/, '').length + 2;
  const data = ({ type, data: text }: DnsRecord): number => {
    if (type === 'A') return 4;
    if (type === 'SRV') return 6 + long(text.split(' ')[3] ?? '');
    return type === 'SOA' ? 20 + 24 : long(text);
  };
  const records = [...answer, ...authority, ...additional];
  return 12 + long(name) + 4 + 11 + records.reduce((sum, record) => sum + 12 + data(record), 0);
}
