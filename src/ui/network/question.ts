import type { Cluster, DnsRecord, Pod, Sentence, Try } from '../../sandbox/index.ts';
import { isBroken, list, lookUp, readKey, say, telling, whyLost } from '../../sandbox/index.ts';

/** The types of records that can be asked for here, the usual ones first. */
export const recordTypes = ['A', 'SRV', 'PTR', 'CNAME', 'TXT', 'AAAA'] as const;

/** A question to DNS: a name, a type, and who asks: a namespace (`Namespace/default`) or a pod (its key). */
export interface Question {
  readonly name: string;
  readonly type: string;
  readonly from: string;
}

/** What DNS would answer now. */
export interface Answer {
  readonly tries: readonly Try[];
  readonly records: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
  /** Why there is no answer, of all that was tried the most telling. */
  readonly why?: Sentence;
  /** Nobody would answer at all. */
  readonly isSilent?: true;
}

/** What is wrong with a name as it is typed. */
export type Flaw = 'tooLong' | 'bad';

/** What keeps a name from being one; nothing when it can be asked for. */
export function flawOf(name: string): Flaw | undefined {
  const labels = name.replace(/\.$/, '').split('.');
  if (name.length > 253 || labels.some((label) => label.length > 63)) return 'tooLong';
  return labels.every((label) => /^[\w-]+$/.test(label)) ? undefined : 'bad';
}

/** Looks a name up without a trace in the cluster: nothing is sent, nobody is asked. */
export function answerTo(cluster: Cluster, { name, type, from }: Question): Answer {
  const silent = whySilent(cluster, from);
  if (silent) return { tries: [], records: [], additional: [], why: silent, isSilent: true };
  const tries = lookUp(cluster, namespaceOf(from), asName(name, type), type, 0);
  const { answer = [], additional = [] } = tries.at(-1)?.answer ?? {};
  const why = answer.length > 0 ? undefined : telling(tries);
  return { tries, records: answer, additional, ...(why && { why }) };
}

/** Whoever is cut off from DNS, or asks while it is down, is told nothing. */
function whySilent(cluster: Cluster, from: string): Sentence | undefined {
  if (isBroken(cluster, 'dns', '', 'down')) return say('the DNS of the cluster is down');
  return from.startsWith('Pod/') ? whyLost(cluster, from, 'dns') : undefined;
}

/** An address is asked for by its name in the reverse zone, as tools do it. */
function asName(name: string, type: string): string {
  if (type !== 'PTR' || !/^\d+\.\d+\.\d+\.\d+$/.test(name)) return name;
  return `${name.split('.').reverse().join('.')}.in-addr.arpa.`;
}

/** The namespace in which short names are completed. */
export function namespaceOf(from: string): string {
  const { kind, namespace, name } = readKey(from);
  return kind === 'Namespace' ? name : (namespace ?? 'default');
}

/** Names that there may be: those of the Services, and those of pods that have one of their own. */
export function namesToTry(cluster: Cluster, from: string): readonly string[] {
  const here = namespaceOf(from);
  const short = (name: string, namespace = ''): string => (namespace === here ? name : `${name}.${namespace}`);
  const services = list(cluster, 'Service').map(({ metadata }) => short(metadata.name, metadata.namespace));
  const pods = list<Pod>(cluster, 'Pod').flatMap(({ metadata, spec }) =>
    spec.hostname && spec.subdomain ? short(`${spec.hostname}.${spec.subdomain}`, metadata.namespace) : [],
  );
  return [...new Set([...pods.slice(0, 30), ...services.slice(0, 30)])];
}

const withTools = /(^|\/)(busybox|dnsutils|netshoot)(:|@|$)/;

/** The line that asks for real: from the pod that was chosen, or from another of its namespace, if one has the tool. */
export function lineToSend(cluster: Cluster, { name, type, from }: Question): string | undefined {
  const namespace = namespaceOf(from);
  const able = list<Pod>(cluster, 'Pod', namespace).filter(
    ({ spec, status }) =>
      status?.phase === 'Running' && spec.containers.some(({ image = '' }) => withTools.test(image)),
  );
  const chosen = from.startsWith('Pod/') ? able.filter(({ metadata }) => metadata.name === readKey(from).name) : able;
  const pod = chosen[0]?.metadata.name;
  if (pod === undefined) return undefined;
  const where = namespace === 'default' ? '' : ` -n ${namespace}`;
  return `kubectl exec ${pod}${where} -- nslookup ${type === 'A' ? '' : `-type=${type} `}${name}`;
}
