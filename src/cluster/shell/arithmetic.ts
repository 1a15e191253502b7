/** What stands between `$((` and `))`: whole numbers, variables, `+ - * / %`, comparisons and brackets (POSIX 2.6.4). Left out: assignments. */

const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const work: Readonly<Record<string, (a: number, b: number) => number>> = {
  '||': (a, b) => Number(a !== 0 || b !== 0),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? 0 : Math.trunc(a / b)),
  '%': (a, b) => (b === 0 ? 0 : a % b),
};

interface Sum {
  readonly tokens: readonly string[];
  readonly value: (name: string) => string;
  at: number;
}

/** The value of the sum; what cannot be read counts nothing. */
export function valueOf(text: string, value: (name: string) => string): number {
  const tokens = text.match(/\d+|\$?\{?[A-Za-z_]\w*\}?|\$\d|\|\||&&|[=!<>]=|[-+*/%<>()!]/g) ?? [];
  return level({ tokens, value, at: 0 }, 0);
}

function level(sum: Sum, depth: number): number {
  const own = levels[depth];
  if (!own) return single(sum);
  let left = level(sum, depth + 1);
  for (let token = sum.tokens[sum.at]; token && own.includes(token); token = sum.tokens[sum.at]) {
    sum.at += 1;
    left = work[token]!(left, level(sum, depth + 1));
  }
  return left;
}

function single(sum: Sum): number {
  const token = sum.tokens[sum.at++];
  if (token === undefined) return 0;
  if (token === '-') return -single(sum);
  if (token === '+') return single(sum);
  if (token === '!') return Number(single(sum) === 0);
  if (token !== '(') return /^\d/.test(token) ? Number(token) : Number(sum.value(token.replace(/[${}]/g, ''))) || 0;
  const inside = level(sum, 0);
  sum.at += 1;
  return inside;
}
