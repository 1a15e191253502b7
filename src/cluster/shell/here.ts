/** A container as the commands in it see it: names, files, processes. Left out: owners and rights of files, links, times, and what /proc and /sys hold. */
import type { Container, Pod } from '../../objects/index.ts';
import { draw } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { LocalWrite } from '../local-writes.ts';
import { readImageName } from '../programs/image-name.ts';
import type { Reader } from '../read.ts';
import { toolboxOf } from '../tools/index.ts';
import { placeOf } from '../volume-backing.ts';
import type { Backing } from '../volume-backing.ts';
import { filesOn } from '../volume-data.ts';
import type { Here, Listed } from './tool.ts';

/** Where a command runs. */
export interface Place {
  readonly reader: Reader;
  readonly pod: Pod;
  readonly container: Container;
  /** The moment, RFC 3339. */
  readonly now: string;
}

/** What the command sees, and what it has changed there since it went on: that becomes true when it stops. */
export interface Room {
  readonly here: Here;
  readonly writes: LocalWrite[];
}

/** The container for the time until the command stops; `directories` are those that it has made itself. */
export function roomOf(place: Place, id: string, directories: string[]): Room {
  const { reader, pod, container, now } = place;
  const { metadata, spec, status } = pod;
  const { repository, tag } = readImageName(container.image);
  const files = filesOf(place, directories);
  const address = status?.podIP ?? '';
  const domain = spec.subdomain && `${spec.subdomain}.${metadata.namespace}.svc.cluster.local`;
  const host = spec.hostname ?? metadata.name;
  const here: Here = {
    host,
    ...(domain !== undefined && { domain }),
    namespace: metadata.namespace ?? '',
    address,
    now,
    ms: reader.state.now,
    chance: (purpose) => draw(reader.state.chance, `command ${id}`, purpose),
    image: container.image.replace(/^.*\/(?=[^/]*$)/, ''),
    ...toolboxOf(repository, tag),
    processes: processesIn(place, id),
    ...files.here,
    read: (path) =>
      files.here.read(path) ?? ownFile(path, { host, domain, address, namespace: metadata.namespace ?? '' }),
  };
  return { here, writes: files.writes };
}

interface Names {
  readonly host: string;
  readonly domain: string | undefined;
  readonly address: string;
  readonly namespace: string;
}

/** The files that a kubelet makes for every container. */
function ownFile(path: string, { host, domain, address, namespace }: Names): string | undefined {
  if (path === '/etc/hostname') return `${host}\n`;
  if (path === '/dev/null') return '';
  if (path === '/etc/resolv.conf')
    return `search ${namespace}.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n`;
  if (path !== '/etc/hosts') return undefined;
  const own = domain === undefined ? host : `${host}.${domain}\t${host}`;
  return `# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\n${address}\t${own}\n`;
}

const standard = ['bin', 'dev', 'etc', 'home', 'lib', 'opt', 'proc', 'root', 'sys', 'tmp', 'usr', 'var'];

interface Files {
  readonly here: Pick<Here, 'read' | 'list' | 'write' | 'remove' | 'makeDirectory'>;
  readonly writes: LocalWrite[];
}

/** Files as they will be when what has been written is there. */
function filesOf({ reader, pod, container }: Place, directories: string[]): Files {
  const writes: LocalWrite[] = [];
  const changed = new Map<string, Record<string, string>>();
  const on = (backing: Backing): Record<string, string> => changed.get(backing.id) ?? filesOn(reader, backing);
  const change = ({ id }: Backing, files: Record<string, string>): void => void changed.set(id, files);
  const placed = (path: string): ReturnType<typeof placeOf> => placeOf(reader, pod, container, path);

  function read(path: string): string | undefined {
    const place = placed(path);
    return place && on(place.backing)[place.path];
  }

  function list(path: string): readonly string[] | undefined {
    const folder = path === '/' ? '/' : `${path}/`;
    const place = placed(`${folder}_`);
    const before = place?.path.slice(0, -1) ?? '';
    const inside = place ? Object.keys(on(place.backing)).flatMap((each) => nextStep(each, before) ?? []) : [];
    const mounts = (container.volumeMounts ?? []).flatMap(({ mountPath }) => nextStep(`${mountPath}/`, folder) ?? []);
    const made = directories.flatMap((each) => nextStep(`${each}/`, folder) ?? []);
    const own =
      path === '/' ? standard.map((name) => `${name}/`) : path === '/etc' ? ['hostname', 'hosts', 'resolv.conf'] : [];
    const names = [...new Set([...inside, ...mounts, ...made, ...own])].sort();
    const isThere = names.length > 0 || directories.includes(path) || isMount(path) || standard.includes(path.slice(1));
    return isThere ? names : undefined;
  }

  function isMount(path: string): boolean {
    return container.volumeMounts?.some(({ mountPath }) => mountPath.replace(/\/$/, '') === path) ?? false;
  }

  function write(path: string, text: string, isAppended: boolean): string | undefined {
    const place = placed(path);
    const [, first = ''] = path.split('/');
    if (list(path) !== undefined) return 'Is a directory';
    if (!place || (!standard.includes(first) && list(path.replace(/\/[^/]*$/, '') || '/') === undefined))
      return 'No such file or directory';
    const { backing } = place;
    if (backing.isReadOnly) return 'Read-only file system';
    const files = { ...on(backing) };
    files[place.path] = (isAppended ? (files[place.path] ?? '') : '') + text;
    if (lengthOf(files) > backing.roomMax) return 'No space left on device';
    if (isAppended && text === '' && on(backing)[place.path] !== undefined) return undefined;
    change(backing, files);
    writes.push({ verb: 'store', backing, path: place.path, text, ...(isAppended && { isAppended }) });
    return undefined;
  }

  function remove(path: string): string | undefined {
    const place = placed(path);
    if (place?.backing.isReadOnly) return 'Read-only file system';
    if (!place) return undefined;
    const { [place.path]: _, ...left } = on(place.backing);
    change(place.backing, left);
    writes.push({ verb: 'scrub', backing: place.backing.id, path: place.path });
    return undefined;
  }

  return { here: { read, list, write, remove, makeDirectory: (path) => void directories.push(path) }, writes };
}

/** The next step of a path behind `before`; directories end in a slash. */
function nextStep(path: string, before: string): string | undefined {
  if (!path.startsWith(before) || path.length === before.length) return undefined;
  const [step = '', ...more] = path.slice(before.length).split('/');
  if (step === '') return undefined;
  return more.length > 0 ? `${step}/` : step;
}

function lengthOf(files: Readonly<Record<string, string>>): number {
  return Object.entries(files).reduce((sum, [path, text]) => sum + path.length + text.length, 0);
}

/** What the servers' own processes are called where they do not bear their image's name. */
const titles: Readonly<Record<string, string>> = {
  'kubia-pet': 'node app.js',
  'kubia-pet-peers': 'node app.js',
  nginx: 'nginx: master process nginx -g daemon off;',
  redis: 'redis-server *:6379',
  mysql: 'mysqld',
  mariadb: 'mariadbd',
  wordpress: 'apache2 -DFOREGROUND',
};

/** The container's own process is number 1; then come the commands that run beside it, this one last. */
function processesIn({ reader, pod, container }: Place, id: string): readonly Listed[] {
  const { state } = reader;
  const beside = Object.entries(state.commands).filter(
    ([, { uid, container: name, code }]) => uid === pod.metadata.uid && name === container.name && code === undefined,
  );
  const main = beside.find(([, { isMain }]) => isMain);
  const { repository } = readImageName(container.image);
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const line = main?.[1].words.join(' ') ?? (words.length > 0 ? words.join(' ') : (titles[last] ?? last));
  const first: Listed = {
    pid: 1,
    line,
    startedAt: Date.parse(startOf(pod, container) ?? '') - Date.parse(state.settings.start) || 0,
  };
  const others = beside.filter(([each, { isMain }]) => !isMain && each !== id);
  const own = beside.find(([each]) => each === id);
  return [
    first,
    ...[...others, ...(own && !own[1].isMain ? [own] : [])].map(([, command], place) => listed(command, 7 + place * 6)),
  ];
}

function startOf({ status }: Pod, { name }: Container): string | undefined {
  return status?.containerStatuses?.find((each) => each.name === name)?.state?.running?.startedAt;
}

function listed({ words, begunAt }: Command, pid: number): Listed {
  return { pid, line: words.join(' '), startedAt: begunAt };
}
