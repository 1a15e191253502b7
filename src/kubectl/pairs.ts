/** The words that name objects, and the `KEY=VALUE` and `KEY-` behind them. */
export interface Pairs {
  readonly resources: readonly string[];
  readonly pairs: readonly string[];
}

/** Divides the words of `label`, `annotate` and `set image` (kubectl pkg/cmd/util, GetResourcesAndPairs). */
export function dividePairs(args: readonly string[], type: string): Pairs | { readonly problem: string } {
  const first = args.findIndex(isPair);
  if (first < 0) return { resources: args, pairs: [] };
  const pairs = args.slice(first);
  const late = pairs.find((word) => !isPair(word));
  if (late !== undefined) return { problem: `all resources must be specified before ${type} changes: ${late}` };
  return { resources: args.slice(0, first), pairs };
}

function isPair(word: string): boolean {
  return word.indexOf('=') > 0 || isRemoval(word);
}

/** Is this `KEY-`: take it away? */
export function isRemoval(word: string): boolean {
  return word.endsWith('-') && word !== '-' && !word.includes('=');
}

/** The key and the value of `KEY=VALUE`; the value may hold more signs of equality. */
export function readPair(word: string): readonly [key: string, value: string] {
  const end = word.indexOf('=');
  return [word.slice(0, end), word.slice(end + 1)];
}
