import type { Files, Reader } from '../cluster/index.ts';
import { sourceId } from '../cluster/index.ts';
import type { Volume } from '../objects/index.ts';

/**
 * How many records lie on a volume: a line of a file is one. What a directory of a machine keeps is another thing on each machine:
 * then `mountedOn` says whose directory is meant, unless the volume itself is tied to one.
 */
export function recordsOn({ state }: Reader, volume: Volume, mountedOn: () => string | undefined): number {
  const { hostPath, local } = volume.spec;
  const node = hostPath || local ? (machineOf(volume) ?? mountedOn()) : undefined;
  const id = sourceId(volume.spec, node);
  const files = id === undefined ? undefined : state.data[id];
  return files ? recordsIn(files) : 0;
}

interface Affinity {
  readonly required?: {
    readonly nodeSelectorTerms?: readonly {
      readonly matchExpressions?: readonly { readonly key: string; readonly values?: readonly string[] }[];
    }[];
  };
}

/** The machine that a volume is tied to. */
function machineOf({ spec }: Volume): string | undefined {
  const affinity = spec['nodeAffinity'] as Affinity | undefined;
  const terms = affinity?.required?.nodeSelectorTerms?.flatMap(({ matchExpressions = [] }) => matchExpressions) ?? [];
  return terms.find(({ key }) => key === 'kubernetes.io/hostname')?.values?.[0];
}

const counted = new WeakMap<Files, number>();

/** Files are replaced, never changed: their lines are counted once. */
function recordsIn(files: Files): number {
  const known = counted.get(files);
  if (known !== undefined) return known;
  const records = Object.values(files).reduce((sum, text) => sum + linesIn(text), 0);
  counted.set(files, records);
  return records;
}

function linesIn(text: string): number {
  return text.split('\n').filter((line) => line.trim()).length;
}
