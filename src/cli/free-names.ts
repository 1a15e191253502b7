/**
 * Names that chance decides: pods of Deployments and DaemonSets end in five random signs, and the hashes of templates depend on
 * how a template is written down (tests/golden/README.md, Comparing).
 */
const suffix = '[bcdfghjklmnpqrstvwxz2456789]{5}';
const hash = '[4-9bcdf]{6,10}';
const freePod = new RegExp(`\\b(pod/)?([a-z0-9-]+?)(?:-${hash})?-${suffix}(?![a-z0-9-])`, 'g');
const freeHash = new RegExp(`(?<=^\\+ pod/\\S+ )${hash}(?= )`);

/** The line with a question mark for whatever is free in it. */
export function masked(line: string): string {
  return line.replace(freeHash, '?').replace(freePod, (_, kind = '', stem: string) => `${kind}${stem}-?`);
}

/** Is this the name of a pod of which chance has made the end? */
export function isFree(name: string): boolean {
  return masked(name) !== name;
}

const step = /^([+~-]) pod\/(\S+)(.*)$/;

/** The pods with free names that are there and not on their way out, after these event lines, in the order in which they came. */
export function podsAfter(lines: readonly string[]): readonly string[] {
  const there = new Set<string>();
  for (const line of lines) {
    const [, sign, name = '', rest = ''] = step.exec(line) ?? [];
    if (!isFree(name)) continue;
    if (sign === '+') there.add(name);
    else if (sign === '-' || /\bterminating\b/.test(rest)) there.delete(name);
  }
  return [...there];
}

/** The word, or our pod that plays the part of the recorded one: of those of the same stem the one that came at the same place. */
export function ourName(word: string, recorded: readonly string[], ours: readonly string[]): string {
  const [, kind = '', name = ''] = /^((?:pods?\/)?)(.*)$/.exec(word) ?? [];
  const alike = (pods: readonly string[]): readonly string[] => pods.filter((pod) => masked(pod) === masked(name));
  const place = alike(recorded).indexOf(name);
  return place < 0 ? word : `${kind}${alike(ours)[place] ?? name}`;
}
