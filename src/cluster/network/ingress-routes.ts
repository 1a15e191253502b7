/**
 * Which Ingress a request to the ingress controller is for, and which Service behind it.
 * Models the rules of the API (host, then the longest path) as ingress-nginx follows them. Left out: regular expressions, annotations, TLS.
 */
import { classNameOf, keyFor, keyOf, openAddresses } from '../../objects/index.ts';
import type {
  Ingress,
  IngressBackend,
  IngressClass,
  IngressPath,
  IngressRule,
  ObjectKey,
} from '../../objects/index.ts';
import { get, list } from '../read.ts';
import type { Reader } from '../read.ts';

/** The controller of this cluster, by the name that classes have for it. */
export const controllerName = 'k8s.io/ingress-nginx';

/** The class that comes with it. */
export const ownClass = 'nginx';

/** Where a request leads; without a backend nobody has said. */
export interface Route {
  readonly ingress: ObjectKey;
  readonly backend?: IngressBackend;
}

/** Does the controller of this cluster look after the Ingress? */
export function isServed(reader: Reader, ingress: Ingress): boolean {
  const name = classNameOf(ingress);
  if (name === undefined) return false;
  const known = get<IngressClass>(reader, keyFor('IngressClass', undefined, name));
  return known?.spec?.controller === controllerName;
}

/** The Ingresses that can be reached, oldest first: where two want the same, the older one has it. */
function reachable(reader: Reader): readonly Ingress[] {
  const all = list<Ingress>(reader, 'Ingress').filter(
    (ingress) => openAddresses(ingress).length > 0 && isServed(reader, ingress),
  );
  const age = ({ metadata }: Ingress): string => metadata.creationTimestamp ?? '';
  return [...all].sort((a, b) => age(a).localeCompare(age(b)));
}

/** Does somebody's own machine find this name at the controller's address? As if it stood in its hosts file. */
export function knowsHost(reader: Reader, host: string): boolean {
  return reachable(reader).some(({ spec }) => spec?.rules?.some((rule) => hostRank(rule, host) > anyHost));
}

interface Match {
  readonly ingress: Ingress;
  readonly rank: number;
  readonly backend: IngressBackend;
}

/**
 * The route for a host and a path; nothing where no Ingress can be reached at all. The host comes first: where it has rules of its own, no
 * other rule answers for it, whatever the path (ingress-nginx makes a server of each host).
 */
export function routeFor(reader: Reader, host: string, path: string): Route | undefined {
  const ingresses = reachable(reader);
  const [plain = ''] = path.split('?');
  const { rank, rules } = rulesFor(ingresses, host.toLowerCase());
  const matches = rules.flatMap((each) => matchesOf(each, plain));
  const best = matches.reduce<Match | undefined>((so, each) => (so && so.rank >= each.rank ? so : each), undefined);
  if (best) return { ingress: keyOf(best.ingress), backend: best.backend };
  const own = rules.map(({ ingress }) => ingress);
  const general = (rank > anyHost ? own : ingresses).find(({ spec }) => spec?.defaultBackend);
  if (general?.spec?.defaultBackend) return { ingress: keyOf(general), backend: general.spec.defaultBackend };
  const near = own[0] ?? ingresses[0];
  return near && { ingress: keyOf(near) };
}

interface Ruling {
  readonly ingress: Ingress;
  readonly rule: IngressRule;
}

/** The rules that are nearest to this host: only they count. */
function rulesFor(ingresses: readonly Ingress[], host: string): { rank: number; rules: readonly Ruling[] } {
  const all = ingresses.flatMap((ingress) =>
    (ingress.spec?.rules ?? []).map((rule) => ({ ingress, rule, rank: hostRank(rule, host) })),
  );
  const rank = Math.max(0, ...all.map((each) => each.rank));
  return { rank, rules: rank === 0 ? [] : all.filter((each) => each.rank === rank) };
}

function matchesOf({ ingress, rule }: Ruling, path: string): readonly Match[] {
  return (rule.http?.paths ?? []).flatMap((each) => {
    const rank = pathRank(each, path);
    return rank === 0 ? [] : [{ ingress, rank, backend: each.backend }];
  });
}

const anyHost = 1;

/** A host by its name goes before one by a star, and that before any. */
function hostRank({ host }: IngressRule, asked: string): number {
  if (!host) return anyHost;
  if (host === asked) return 3;
  const isMeant = host.startsWith('*.') && asked.slice(asked.indexOf('.')) === host.slice(1);
  return isMeant ? 2 : 0;
}

/** An exact path goes before a prefix, a longer prefix before a shorter one; prefixes end between two slashes. */
function pathRank({ path = '/', pathType }: IngressPath, asked: string): number {
  if (pathType === 'Exact') return path === asked ? 50_000 : 0;
  const stem = path.replace(/\/$/, '');
  return asked === stem || asked.startsWith(`${stem}/`) ? 1 + stem.length : 0;
}
