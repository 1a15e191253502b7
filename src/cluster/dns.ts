/**
 * What the cluster's DNS answers: names of Services and of their pods, and back from addresses to names.
 * Models the plugin `kubernetes` of CoreDNS 1.12 (parse.go, kubernetes.go, reverse.go, plugin/backend_lookup.go) with kubeadm's Corefile, and the
 * plugin `loadbalance`. Left out: IPv6, zone transfers, NS records, federation, names outside the cluster.
 */
import { isHeadless, keyFor } from '../objects/index.ts';
import type { Endpoint, Service } from '../objects/index.ts';
import { draw } from './chance.ts';
import { whyNoName, whyNoService } from './dns-reasons.ts';
import { say } from './log.ts';
import type { Sentence } from './log.ts';
import type { DnsAnswer, DnsRecord, DnsType, Vague } from './network/records.ts';
import { keptAnswer, questionOf } from './network/dns-cache.ts';
import { get, list } from './read.ts';
import type { Reader } from './read.ts';
import { slicesOf } from './slices.ts';

/** What a name of the zone asks for; `endpoint` is a pod's host name or its address with dashes. */
interface Asked {
  readonly service: string;
  readonly namespace: string;
  readonly endpoint?: string;
  readonly port?: string;
  readonly protocol?: string;
}

/** A name and a type, and the aliases that have led to it. */
interface Question {
  readonly name: string;
  readonly type: string;
  readonly before: readonly DnsRecord[];
}

/** One thing that the name stands for. */
interface Match {
  /** The name of the one endpoint, or of the Service. */
  readonly target: string;
  readonly address: string;
  readonly port: number;
}

const zone = 'cluster.local';

/** kubeadm's Corefile sets it for positive and negative answers. */
const ttl = 30;

/**
 * The answer to the `count`-th question, new or kept. Addresses come in an order of chance, SRV records in a stable one. Only
 * names of the cluster and reverse names are known: for others nobody is asked.
 */
export function resolve(reader: Reader, question: string, type: string, count: number): DnsAnswer {
  const name = question.toLowerCase().replace(/\.$/, '');
  const answer = keptAnswer(reader.state, questionOf(name, type)) ?? answerTo(reader, { name, type, before: [] });
  const mixed = (records: readonly DnsRecord[]): readonly DnsRecord[] => shuffled(reader, records, name, count);
  return { ...answer, answer: mixed(answer.answer), additional: mixed(answer.additional) };
}

function answerTo(reader: Reader, question: Question): DnsAnswer {
  const { name, type } = question;
  if (name.endsWith('.in-addr.arpa')) return reverse(reader, name, type);
  if (name !== zone && !name.endsWith(`.${zone}`)) return outside(name);
  const labels = name.slice(0, -zone.length).split('.').filter(Boolean);
  const place = labels.at(-1);
  if (labels.length === 1 && place === 'dns-version') return found([record(name, 'TXT', '"1.1.0"')], type);
  if (labels.length === 0 || (labels.length < 3 && (place === 'svc' || place === 'pod'))) return noData(type);
  if (place === 'pod') return addressOfPod(reader, name, labels, type);
  const asked = place === 'svc' ? askedBy(labels.slice(0, -1)) : undefined;
  if (!asked) return noName(say('{name} is not built like a name of a Service', { name }), 'noShape');
  return answerOf(reader, question, asked);
}

const publicEnds = /\.(com|org|net|edu|gov|io|dev|app|info|cn|de|fr|uk|eu|jp)$/;

/** Of names elsewhere only so much is known: most short names end in nothing that the world has. */
function outside(name: string): DnsAnswer {
  if (publicEnds.test(name)) {
    const why = say('{name} is not a name of this cluster, and no other server is asked', { name });
    return { status: 'SERVFAIL', answer: [], authority: [], additional: [], why, vague: 'elsewhere' };
  }
  const data = 'a.root-servers.net. nstld.verisign-grs.com. 2026010100 1800 900 604800 86400';
  return {
    ...noName(say('{name} is not a name of this cluster, and nobody else has one that ends so', { name }), 'elsewhere'),
    authority: [{ name: '.', ttl, type: 'SOA', data }],
  };
}

/** `service.namespace`, `endpoint.service.namespace` or `_port._protocol.service.namespace` (parse.go). */
function askedBy(labels: readonly string[]): Asked | undefined {
  const [namespace = '', service = '', second, first, ...more] = [...labels].reverse();
  if (more.length > 0) return undefined;
  if (first === undefined) return { service, namespace, ...(second !== undefined && { endpoint: second }) };
  return { service, namespace, port: first.replace(/^_/, ''), protocol: (second ?? '').replace(/^_/, '') };
}

function answerOf(reader: Reader, question: Question, asked: Asked): DnsAnswer {
  const { name, type } = question;
  const service = get<Service>(reader, keyFor('Service', asked.namespace, asked.service));
  if (!service) return noService(reader, asked);
  if (service.spec.type === 'ExternalName') return aliasOf(reader, question, service, asked);
  const matches = matchesOf(reader, service, asked);
  if (matches.length === 0) return noName(whyNoName(reader, service, asked.endpoint));
  if (type === 'SRV') return locations(name, matches);
  const addresses = new Set(matches.map(({ address }) => address));
  return found(
    Array.from(addresses, (address) => record(name, 'A', address)),
    type,
  );
}

/** So many names may point to one another before CoreDNS has enough. */
const aliasesMax = 8;

/**
 * The Service points to another name. One of the cluster is followed, up to a limit and not in a circle; an address of one elsewhere is for
 * others to find (plugin/backend_lookup.go, A).
 */
function aliasOf(reader: Reader, question: Question, { spec }: Service, { endpoint, port }: Asked): DnsAnswer {
  const { name, type, before } = question;
  if (endpoint !== undefined || port !== undefined) return noName(say('{name} is only another name', { name }));
  const target = (spec.externalName ?? '').toLowerCase().replace(/\.$/, '');
  const alias = record(name, 'CNAME', `${target}.`);
  if (type === 'CNAME' || (type === 'A' && !target.endsWith(`.${zone}`))) return found([alias], 'CNAME');
  if (type !== 'A') return noData(type);
  const isCircle = before.some((one) => one.data === alias.data) || target === name;
  if (isCircle || before.length >= aliasesMax - 1) return none('NOERROR', whyNoEnd(name));
  const next = answerTo(reader, { name: target, type, before: [...before, alias] });
  if (next.answer.length === 0) return next.why ? none('NOERROR', next.why, next.vague) : noData(type);
  return { status: 'NOERROR', answer: [alias, ...next.answer], authority: [], additional: [] };
}

function whyNoEnd(name: string): Sentence {
  return say('{name} leads to another name and never to an address', { name });
}

function matchesOf(reader: Reader, service: Service, asked: Asked): readonly Match[] {
  const { name, namespace } = service.metadata;
  const own = `${name}.${namespace}.svc.${zone}`;
  const fits = (port: { name?: string; protocol?: string }): boolean =>
    asked.port === undefined || (asked.port === port.name && asked.protocol === (port.protocol ?? 'TCP').toLowerCase());
  if (!isHeadless(service) && asked.endpoint === undefined) {
    const ports = (service.spec.ports ?? []).filter(fits);
    return ports.map(({ port }) => ({ target: own, address: service.spec.clusterIP ?? '', port }));
  }
  return slicesOf(reader, service).flatMap(({ endpoints, ports }) =>
    endpoints
      .filter((endpoint) => endpoint.conditions.ready && isMeant(endpoint, asked.endpoint))
      .flatMap((endpoint) =>
        (ports.length > 0 ? ports.filter(fits) : [{ port: -1 }]).map(({ port }) => ({
          target: `${labelOf(endpoint)}.${own}`,
          address: endpoint.addresses[0] ?? '',
          port,
        })),
      ),
  );
}

function isMeant(endpoint: Endpoint, label: string | undefined): boolean {
  return label === undefined || labelOf(endpoint).toLowerCase() === label;
}

/** An endpoint's own label: its host name, or its address with dashes. */
function labelOf({ hostname, addresses }: Endpoint): string {
  return hostname ?? (addresses[0] ?? '').replaceAll('.', '-');
}

/** SRV records share their weight; a Service without ports has none. Their targets' addresses come along. */
function locations(name: string, matches: readonly Match[]): DnsAnswer {
  const counting = matches.filter(({ port }) => port >= 0);
  if (counting.length === 0) return noData('SRV');
  const weight = Math.max(1, Math.floor(100 / counting.length));
  const addresses = new Map(counting.map(({ target, address }) => [target, address]));
  return {
    status: 'NOERROR',
    answer: counting.map(({ target, port }) => record(name, 'SRV', `0 ${weight} ${port} ${target}.`)),
    authority: [],
    additional: Array.from(addresses, ([target, address]) => record(target, 'A', address)),
  };
}

/** `10-244-1-5.namespace.pod`: what the name says, whether there is such a pod or not (pods insecure). */
function addressOfPod(reader: Reader, name: string, labels: readonly string[], type: string): DnsAnswer {
  const [dashed = '', namespace = ''] = labels;
  const isThere = labels.length === 3 && /^\d+-\d+-\d+-\d+$/.test(dashed);
  if (!isThere || !get(reader, keyFor('Namespace', undefined, namespace))) {
    return noName(say('{name} is not built like a name of a pod', { name }), 'noShape');
  }
  return found([record(name, 'A', dashed.replaceAll('-', '.'))], type);
}

/** From an address back to the Service that has it, or to the pods that have a host name there (reverse.go). */
function reverse(reader: Reader, name: string, type: string): DnsAnswer {
  const address = name.replace('.in-addr.arpa', '').split('.').reverse().join('.');
  const services = list<Service>(reader, 'Service');
  const own = services.filter(({ spec }) => spec.clusterIP === address).map(({ metadata }) => metadata);
  const targets = own.map((metadata) => `${metadata.name}.${metadata.namespace}.svc.${zone}.`);
  const pods = services.flatMap((service) => hostsAt(reader, service, address));
  const all = targets.length > 0 ? targets : pods;
  if (all.length === 0)
    return noName(say('no Service and no pod with a host name has the address {address}', { address }));
  return found(
    all.map((target) => record(name, 'PTR', target)),
    type,
  );
}

function hostsAt(reader: Reader, service: Service, address: string): readonly string[] {
  const { metadata } = service;
  const hosts = slicesOf(reader, service).flatMap(({ endpoints }) =>
    endpoints.filter(({ addresses }) => addresses.includes(address)),
  );
  return hosts.flatMap(({ hostname }) =>
    hostname === undefined ? [] : `${hostname}.${metadata.name}.${metadata.namespace}.svc.${zone}.`,
  );
}

function record(name: string, type: DnsType, data: string): DnsRecord {
  return { name: `${name}.`, ttl, type, data };
}

function found(records: readonly DnsRecord[], type: string): DnsAnswer {
  if (records[0]?.type !== type) return noData(type);
  return { status: 'NOERROR', answer: records, authority: [], additional: [] };
}

/** The name exists, but has nothing of this type. */
function noData(type: string): DnsAnswer {
  return none('NOERROR', say('the name is there, but has no record of type {type}', { type }), 'noType');
}

function noService(reader: Reader, { service, namespace }: Asked): DnsAnswer {
  const hasNamespace = get(reader, keyFor('Namespace', undefined, namespace)) !== undefined;
  return noName(whyNoService(reader, service, namespace), hasNamespace ? 'noService' : 'noNamespace');
}

function noName(why: Sentence, vague?: Vague): DnsAnswer {
  return none('NXDOMAIN', why, vague);
}

function none(status: DnsAnswer['status'], why: Sentence, vague?: Vague): DnsAnswer {
  return { status, answer: [], authority: [authority()], additional: [], why, ...(vague && { vague }) };
}

function authority(): DnsRecord {
  const data = `ns.dns.${zone}. hostmaster.${zone}. 1735689600 7200 1800 86400 ${ttl}`;
  return { name: `${zone}.`, ttl, type: 'SOA', data };
}

/** Addresses are dealt anew for every question; other records stay as they are. */
function shuffled({ state }: Reader, records: readonly DnsRecord[], name: string, count: number): readonly DnsRecord[] {
  if (records.some(({ type }) => type !== 'A')) return records;
  const lot = ({ name: of, data }: DnsRecord): number => draw(state.chance, `dns ${name}`, `${count} ${of} ${data}`);
  return [...records].sort((a, b) => lot(a) - lot(b));
}
