/** `nslookup` in its three layouts, `host` and `getent hosts`. Left out: interactive use, other options than the type of the record. */
import type { Told } from '../network/message.ts';
import type { DnsRecord, Try } from '../network/records.ts';
import type { Did, Tool, ToolCall } from '../shell/tool.ts';
import { failed } from './options.ts';

const dnsAddress = '10.96.0.10';
const dnsName = 'kube-dns.kube-system.svc.cluster.local';
const namesMax = 253;

interface Question {
  readonly name: string;
  readonly type: string;
}

function questionIn(args: readonly string[]): Question {
  let type = 'A';
  const names: string[] = [];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, given] = /^-(?:q|type|querytype|query)=(\w+)$/i.exec(word) ?? [];
    if (given !== undefined) type = given.toUpperCase();
    else if (word === '-t') type = (rest.shift() ?? 'A').toUpperCase();
    else if (!word.startsWith('-')) names.push(word);
  }
  const [name = ''] = names;
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(name)) return { name, type };
  return { name: `${name.split('.').reverse().join('.')}.in-addr.arpa`, type: 'PTR' };
}

/** Which of the three an image has: busybox changed its layout after 1.28. */
function layoutOf({ here: { image, userland } }: ToolCall): 'bind' | 'busybox-1.28' | 'busybox' {
  if (/netshoot|dnsutils|bind/.test(image) || userland === 'debian') return 'bind';
  const [, minor] = /^busybox:1\.(\d+)/.exec(image) ?? [];
  return minor !== undefined && Number(minor) <= 28 ? 'busybox-1.28' : 'busybox';
}

function triesOf(told: Told | undefined): readonly Try[] {
  return told?.kind === 'names' ? told.tries : [];
}

function recordsOf(told: Told | undefined): readonly DnsRecord[] {
  return triesOf(told).at(-1)?.answer.answer ?? [];
}

/** The tool `nslookup`. */
export const nslookup: Tool = (call) => {
  const question = questionIn(call.args);
  const { name, type } = question;
  const [told, ...more] = call.told;
  if (name === '') return failed('Usage: nslookup [-type=QUERY_TYPE] HOST');
  if (name.length > namesMax) return failed(`nslookup: '${name}' is not a legal name (ran out of space)`);
  const layout = layoutOf(call);
  if (!told) return { asks: { kind: 'name', name, type, isSearched: !/\.$|\.arpa$/.test(name) } };
  if (told.kind !== 'names') return unheard(layout, name);
  if (layout === 'bind') return asBind(question, told);
  if (layout === 'busybox') return asBusybox(question, told);
  return asOldBusybox(name, told, more);
};

function unheard(layout: string, name: string): Did {
  if (layout === 'busybox-1.28') return failed(`nslookup: can't resolve '${name}'`, 1, oldHead);
  return { out: ';; connection timed out; no servers could be reached\n\n', code: 1 };
}

const words: Readonly<Record<string, string>> = { SRV: 'service', PTR: 'name', TXT: 'text', CNAME: 'canonical name' };

function answerLines(records: readonly DnsRecord[]): string {
  return records
    .map(({ name, type, data }) => {
      const bare = name.replace(/\.$/, '');
      return type === 'A' ? `Name:\t${bare}\nAddress: ${data}\n` : `${bare}\t${words[type] ?? type} = ${data}\n`;
    })
    .join('');
}

function asBind({ name }: Question, told: Told): Did {
  const head = `Server:\t\t${dnsAddress}\nAddress:\t${dnsAddress}#53\n\n`;
  const answer = triesOf(told).at(-1)?.answer;
  const records = recordsOf(told);
  if (records.length > 0) return { out: `${head}${answerLines(records)}\n`, code: 0 };
  if (answer?.status !== 'NOERROR')
    return { out: `${head}** server can't find ${name}: ${answer?.status}\n\n`, code: 1 };
  return { out: `${head}*** Can't find ${name}: No answer\n\n`, code: 1 };
}

/** Later busyboxes ask for every name of the search path and tell of each. */
function asBusybox(_: Question, told: Told): Did {
  const head = `Server:\t\t${dnsAddress}\nAddress:\t${dnsAddress}:53\n\n`;
  const blocks = triesOf(told).map(({ name, answer }) =>
    answer.answer.length > 0
      ? `${answerLines(answer.answer)}\n`
      : answer.status === 'NOERROR'
        ? `*** Can't find ${name}: No answer\n\n`
        : `** server can't find ${name}: ${answer.status}\n\n`,
  );
  return { out: head + blocks.join(''), code: recordsOf(told).length > 0 ? 0 : 1 };
}

const oldHead = `Server:    ${dnsAddress}\nAddress 1: ${dnsAddress} ${dnsName}\n\n`;

/** busybox 1.28 asks for the name of each address that it has found. */
function asOldBusybox(name: string, told: Told, more: readonly Told[]): Did {
  const addresses = recordsOf(told).filter(({ type }) => type === 'A');
  if (addresses.length === 0) return failed(`nslookup: can't resolve '${name}'`, 1, oldHead);
  const next = addresses[more.length];
  if (next) {
    const reverse = `${next.data.split('.').reverse().join('.')}.in-addr.arpa`;
    return { asks: { kind: 'name', name: reverse, type: 'PTR', isSearched: false } };
  }
  const lines = addresses.map(({ data }, place) => {
    const [found] = recordsOf(more[place]);
    return `Address ${place + 1}: ${data}${found ? ` ${found.data.replace(/\.$/, '')}` : ''}\n`;
  });
  return { out: `${oldHead}Name:      ${name}\n${lines.join('')}`, code: 0 };
}

const says: Readonly<Record<string, string>> = {
  A: 'has address',
  SRV: 'has SRV record',
  PTR: 'domain name pointer',
  CNAME: 'is an alias for',
  TXT: 'descriptive text',
};

/** The tool `host`. */
export const host: Tool = (call) => {
  const { name, type } = questionIn(call.args);
  const [told] = call.told;
  if (name === '') return failed('Usage: host [-t type] hostname');
  if (name.length > namesMax) return failed(`host: '${name}' is not a legal name (ran out of space)`);
  if (!told) return { asks: { kind: 'name', name, type, isSearched: !/\.$|\.arpa$/.test(name) } };
  const answer = triesOf(told).at(-1)?.answer;
  if (!answer) return { out: ';; connection timed out; no servers could be reached\n', code: 1 };
  const lines = answer.answer.map(
    (each) => `${each.name.replace(/\.$/, '')} ${says[each.type] ?? each.type} ${each.data}\n`,
  );
  if (lines.length > 0) return { out: lines.join(''), code: 0 };
  const numbers: Readonly<Record<string, number>> = { SERVFAIL: 2, NXDOMAIN: 3 };
  if (answer.status === 'NOERROR') return { out: `${name} has no ${type} record\n`, code: 0 };
  return { out: `Host ${name} not found: ${numbers[answer.status] ?? 0}(${answer.status})\n`, code: 1 };
};

/** `getent hosts`: what the C library finds, and so what programs find. */
export const getent: Tool = (call) => {
  const [database, ...names] = call.args;
  if (!/^a?hosts(v4)?$/.test(database ?? '')) return failed(`Unknown database: ${database ?? ''}`, 1);
  const [name = ''] = names;
  const own = ownLine(call, name);
  if (own !== undefined) return { out: own, code: 0 };
  if (name.length > namesMax) return { code: 2 };
  const [told] = call.told;
  if (!told) return { asks: { kind: 'name', name, type: 'A', isSearched: true } };
  const found = recordsOf(told).filter(({ type }) => type === 'A');
  const full = (record: DnsRecord): string => record.name.replace(/\.$/, '');
  const lines = found.map((record) =>
    database === 'hosts'
      ? `${record.data.padEnd(15)} ${full(record)}\n`
      : `${record.data.padEnd(15)} STREAM ${full(record)}\n`,
  );
  return { out: lines.join(''), code: lines.length > 0 ? 0 : 2 };
};

/** What stands in /etc/hosts: the pod itself, and localhost. */
function ownLine({ here }: ToolCall, name: string): string | undefined {
  const full = here.domain === undefined ? here.host : `${here.host}.${here.domain}`;
  if (name === 'localhost') return '127.0.0.1       localhost\n';
  return name === here.host || name === full
    ? `${here.address.padEnd(15)} ${full === here.host ? here.host : `${full} ${here.host}`}\n`
    : undefined;
}
