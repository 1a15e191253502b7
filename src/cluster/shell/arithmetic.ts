/** What stands between `$((` and `))`: whole numbers, variables, `+ - * / %`, comparisons and brackets (POSIX 2.6.4). Left out: assignments, powers, bits, `? :`. */
import { trouble } from './trouble.ts';

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
  '/': (a, b) => (b === 0 ? trouble('arithmetic expression: division by zero') : Math.trunc(a / b)),
  '%': (a, b) => (b === 0 ? trouble('arithmetic expression: division by zero') : a % b),
};

interface Sum {
  readonly tokens: readonly string[];
  readonly value: (name: string) => string;
  at: number;
}

const token = /\s*(\w+|\$?\{?[A-Za-z_]\w*\}?|\$\w|\|\||&&|[=!<>]=|[-+*/%<>()!])\s*/y;
const tokensMax = 500;

/** The value of the sum; what cannot be read ends the command. */
export function valueOf(text: string, value: (name: string) => string): number {
  const tokens = [...text.matchAll(new RegExp(token, 'gy'))].map(([, word = '']) => word);
  const read = [...text.matchAll(new RegExp(token, 'gy'))].reduce((sum, [all]) => sum + all.length, 0);
  if (read < text.trimEnd().length || tokens.length > tokensMax) return unreadable();
  const sum: Sum = { tokens, value, at: 0 };
  const result = tokens.length === 0 ? 0 : level(sum, 0);
  return sum.at < tokens.length ? unreadable() : result;
}

function unreadable(): never {
  return trouble('arithmetic syntax error');
}

/** A number in tens, behind `0` in eights, behind `0x` in sixteens. */
function numberOf(text: string): number {
  if (/^0[0-7]+$/.test(text)) return parseInt(text, 8);
  return /^(0|[1-9]\d*|0[xX][\da-fA-F]+)$/.test(text) ? Number(text) : unreadable();
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
  if (token === undefined) return unreadable();
  if (token === '-') return -single(sum);
  if (token === '+') return single(sum);
  if (token === '!') return Number(single(sum) === 0);
  if (token !== '(') return valueIn(sum, token);
  const inside = level(sum, 0);
  return sum.tokens[sum.at++] === ')' ? inside : unreadable();
}

function valueIn({ value }: Sum, token: string): number {
  if (/^\d/.test(token)) return numberOf(token);
  const [, sign = '', digits = '0'] = /^\s*([-+]?)(.*?)\s*$/.exec(value(token.replace(/[${}]/g, '')) || '0') ?? [];
  return (sign === '-' ? -1 : 1) * numberOf(digits);
}
