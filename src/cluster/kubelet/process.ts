/** A container's process as its program sees it: its name, its environment, its files. */
import type { Pod } from '../../objects/index.ts';
import type { LocalWrite } from '../local-writes.ts';
import type { FileChange, Process, ReadFile } from '../programs/index.ts';
import { placeOf } from '../volume-backing.ts';
import { filesOn } from '../volume-data.ts';
import type { ContainerLook } from './container-look.ts';

/** The name under which a pod's processes know their machine. */
export function hostOf({ pod: { spec, metadata } }: Pick<ContainerLook, 'pod'>): string {
  return spec.hostname ?? metadata.name;
}

/** The process as plain data. */
export function processOf(look: ContainerLook, env: Process['env'] = {}, pid = 0, ask?: readonly string[]): Process {
  const { container, pod, now } = look;
  const { command, args = [], volumeMounts = [] } = container;
  const given = [...(command ?? []), ...args];
  const full = { HOSTNAME: hostOf(look), ...env };
  return {
    host: hostOf(look),
    pid,
    env: full,
    command: (ask ?? given).map((word) => expanded(word, full)),
    mounts: volumeMounts.map(({ mountPath }) => mountPath),
    ...identityOf(pod),
    now,
    seed: `${pod.metadata.uid} ${container.name} ${pid}`,
  };
}

/** Under which names and address others find it. */
function identityOf({ spec, metadata, status }: Pod): Pick<Process, 'domain' | 'address'> {
  const { subdomain } = spec;
  const address = status?.podIP;
  return {
    ...(subdomain !== undefined && { domain: `${subdomain}.${metadata.namespace}.svc.cluster.local` }),
    ...(address !== undefined && { address }),
  };
}

/** `$(NAME)` becomes the variable, `$$(NAME)` stays as `$(NAME)` (third_party/forked/golang/expansion). */
export function expanded(text: string, env: Process['env']): string {
  return text.replace(/\$(\$|\(([\w.-]+)\))/g, (all, rest: string, name?: string) => {
    if (name === undefined) return rest;
    return env[name] ?? all;
  });
}

/** Reads files as the container sees them: from its volumes, or from its own layer. */
export function reading({ reader, pod, container }: ContainerLook): ReadFile {
  return (path) => {
    const place = placeOf(reader, pod, container, path);
    return place && filesOn(reader, place.backing)[place.path];
  };
}

/** The changes of files as writes; what lies on a volume that is not there is lost. */
export function writesOf(
  { reader, pod, container }: ContainerLook,
  changes: readonly FileChange[],
): readonly LocalWrite[] {
  return changes.flatMap(({ path, text, isAppended }): readonly LocalWrite[] => {
    const place = placeOf(reader, pod, container, path);
    if (!place) return [];
    if (text === undefined) return [{ verb: 'scrub', backing: place.backing.id, path: place.path }];
    return [{ verb: 'store', ...place, text, ...(isAppended && { isAppended }) }];
  });
}
