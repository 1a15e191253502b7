import { masked } from './free-names.ts';

/** The parts of an event line: what happened to which object, and by whom. */
interface Line {
  readonly sign: string;
  readonly object: string;
  readonly details: readonly string[];
  /** ` by ACTOR`, or nothing; kubelets without their node, because which node is free. */
  readonly by: string;
}

const form = /^([+~-]) (\S+)(?: (.*?))??( by \S+)?$/;

function read(text: string): Line | undefined {
  const [, sign = '', object = '', details = '', by = ''] = form.exec(masked(text)) ?? [];
  if (!sign) return undefined;
  return { sign, object, details: details.split('; '), by: by.replace(/ by kubelet\/.*/, ' by kubelet') };
}

function isCore(kind: string, detail: string): boolean {
  if (kind === 'controllerrevision') return detail.startsWith('revision=');
  if (detail.startsWith('terminating')) return detail !== 'terminating grace=0';
  return detail === 'ready' || detail === 'unready';
}

/** The core lines of an event line (tests/golden/README.md, Comparing): one for each part that counts, none for most lines. */
export function coreLines(text: string): readonly string[] {
  const line = read(text);
  const kind = line?.object.split('/')[0] ?? '';
  if (!line || !['pod', 'pvc', 'controllerrevision'].includes(kind)) return [];
  const { sign, object, details, by } = line;
  // Who took away a claim's last finalizer is told or not, as the moments fell.
  if (sign === '-') return [`- ${object}${kind === 'pvc' ? '' : by}`];
  if (sign === '+') return [`+ ${object}${details[0] ? ` ${details[0]}` : ''}${by}`];
  return details.filter((detail) => isCore(kind, detail)).map((detail) => `~ ${object} ${detail}${by}`);
}

/** The object that a core line is about, such as `pod/web-0`. */
export function objectOf(coreLine: string): string {
  return coreLine.split(' ')[1] ?? '';
}
