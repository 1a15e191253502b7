/** Who writes where: what the machines have mounted for writing, whatever the API server knows of it. */
import { keyFor } from '../objects/index.ts';
import type { ObjectKey, Volume } from '../objects/index.ts';
import { isAttachable, isAttached } from './attachments.ts';
import { get } from './read.ts';
import type { Reader } from './read.ts';
import type { BackingId, Mounts } from './state.ts';

/** One identity whose processes on several machines write to the same place. */
export interface Doubled {
  readonly pod: ObjectKey;
  readonly backing: BackingId;
  readonly nodes: readonly string[];
}

/**
 * The identities of which more than one process has the same volume mounted for writing: what a forced deletion on a machine that
 * runs on can lead to. A disk that was taken from a machine is out of its processes' reach.
 */
export function doubledWriters(reader: Reader): readonly Doubled[] {
  const writers = new Map<string, { pod: ObjectKey; backing: BackingId; nodes: string[] }>();
  for (const [node, mounted] of Object.entries(reader.state.mounts)) {
    for (const { pod, backing } of Object.values(mounted).flatMap((mounts) => writable(reader, mounts, node))) {
      const writer = writers.get(`${pod} ${backing}`) ?? { pod, backing, nodes: [] };
      writer.nodes.push(node);
      writers.set(`${pod} ${backing}`, writer);
    }
  }
  return [...writers.values()].filter(({ nodes }) => nodes.length > 1);
}

function writable(
  reader: Reader,
  { pod, volumes }: Mounts,
  node: string,
): readonly { readonly pod: ObjectKey; readonly backing: BackingId }[] {
  return volumes.flatMap(({ backing, isReadOnly, volume: name }) => {
    const volume = get<Volume>(reader, keyFor('PersistentVolume', undefined, name ?? ''));
    const isOutOfReach = volume !== undefined && isAttachable(volume) && !isAttached(reader, volume, node);
    return isReadOnly || isOutOfReach ? [] : { pod, backing };
  });
}
