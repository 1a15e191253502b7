import { kinds } from '../objects/index.ts';
import type { Failure } from './failures.ts';

const hints: readonly (readonly [pattern: RegExp, hint: (match: RegExpExecArray) => string])[] = [
  [/^the server doesn't have a resource type/, () => `Types here: ${kinds.map(({ plural }) => plural).join(', ')}.`],
  [/no matches for kind "(\w+)"/, ([, kind = '']) => `Kinds here: ${nearest(kind)}.`],
  [/^the path "(.+)" does not exist/, () => 'Write the file first, or give the manifest with -f -.'],
  [
    /fields other than 'replicas'/,
    () => 'These fields are fixed for life: delete the set with --cascade=orphan and apply it again.',
  ],
  [
    /`selector` does not match template `labels`/,
    () => 'Give spec.template.metadata.labels the pairs of spec.selector.matchLabels.',
  ],
  [/found a tab character/, () => 'YAML is indented with blanks only.'],
];

function nearest(kind: string): string {
  const known = kinds.find((other) => other.kind.toLowerCase() === kind.toLowerCase());
  return known ? `${known.kind} in ${known.apiVersion}` : kinds.map((other) => other.kind).join(', ');
}

/** A sentence of ours for the commonest mistakes. */
export function hintFor(failures: readonly Failure[]): string | undefined {
  for (const failure of failures) {
    const text = 'text' in failure ? failure.text : failure.status.message;
    for (const [pattern, hint] of hints) {
      const match = pattern.exec(text);
      if (match) return hint(match);
    }
  }
  return undefined;
}
