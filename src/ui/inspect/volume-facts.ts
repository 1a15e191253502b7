import type { Cluster, ObjectKey, Volume } from '../../sandbox/index.ts';
import { get, readKey, sourceId } from '../../sandbox/index.ts';
import * as words from '../paraglide/messages.js';
import type { Fact } from './fact.ts';

/** Who has a volume mounted now, and where; a process whose pod object is gone is told as such. */
export function mountFacts(cluster: Cluster, volume: string): readonly Fact[] {
  return mountsOf(cluster, volume).map(({ uid, pod, node, isReadOnly }) => {
    const isThere = get(cluster, pod)?.metadata.uid === uid;
    const { name } = readKey(pod);
    const remarks = [isReadOnly ? words.facts_read_only() : '', isThere ? '' : words.facts_left_over()];
    const more = remarks.filter(Boolean).join(' ');
    return {
      name: node,
      value: name,
      ...(isThere ? { key: pod } : { tone: 'bad' as const }),
      ...(more && { more }),
    };
  });
}

interface Mounted {
  readonly uid: string;
  readonly pod: ObjectKey;
  readonly node: string;
  readonly backing: string;
  readonly isReadOnly: boolean;
}

function mountsOf({ state }: Cluster, volume: string): readonly Mounted[] {
  return Object.entries(state.mounts).flatMap(([node, pods]) =>
    Object.entries(pods).flatMap(([uid, { pod, volumes }]) =>
      volumes
        .filter((mounted) => mounted.volume === volume)
        .map(({ backing, isReadOnly }) => ({ uid, pod, node, backing, isReadOnly })),
    ),
  );
}

/** The files on a volume, each with its records; only the last of many. */
export function dataFacts(cluster: Cluster, { metadata, spec }: Volume): readonly Fact[] {
  const own = sourceId(spec, undefined);
  const mounted = mountsOf(cluster, metadata.name).map(({ backing }) => backing);
  const backings = [...new Set([...(own === undefined ? [] : [own]), ...mounted])];
  return backings.flatMap((backing) =>
    Object.entries(cluster.state.data[backing] ?? {}).map(([name, text]) => fileFact(name, text)),
  );
}

const recordsMax = 12;

function fileFact(name: string, text: string): Fact {
  const records = text.replace(/\n$/, '').split('\n');
  const left = records.length - recordsMax;
  const shown = left > 0 ? [words.facts_more_records({ count: left }), ...records.slice(-recordsMax)] : records;
  return { name, value: words.facts_records({ count: records.length }), more: shown.join('\n') };
}
