import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

function brightness(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: string, other: string, theme: 'light' | 'dark'): number {
  const [a, b] = [one, other].map((name) => brightness(tokens.get(name)?.[theme] ?? '#000000'));
  const [low, high] = [Math.min(a ?? 0, b ?? 0), Math.max(a ?? 0, b ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['bg', 'panel', 'soft', 'code'];
const onGrounds = (names: string[]) => names.flatMap((name) => grounds.map((ground) => [name, ground] as const));
const texts = [
  ...onGrounds(['ink', 'muted', 'accent', 'bad', 'ok', 'warn', 'r1', 'r2']),
  ['on-accent', 'accent'],
  ...[1, 2, 3, 4, 5].map((place) => [`on-r${place}`, `r${place}`] as const),
  ...['syntax-key', 'syntax-value', 'ink'].flatMap((name) =>
    ['code', 'changed', 'added', 'removed'].map((ground) => [name, ground] as const),
  ),
  ...['term-ink', 'term-dim', 'term-prompt', 'term-warn', 'term-bad'].map((name) => [name, 'term-bg'] as const),
] as const;
const marks = onGrounds(['edge', 'data', 'r1', 'r2', 'r3', 'r4', 'r5']);

test.each(['light', 'dark'] as const)('every text reaches a contrast of 4.5 in the %s theme', (theme) => {
  const weak = texts.filter(([one, other]) => !(contrast(one, other, theme) >= 4.5));
  expect(weak.map(([one, other]) => `${one} on ${other}: ${contrast(one, other, theme).toFixed(2)}`)).toEqual([]);
});

test.each(['light', 'dark'] as const)('every mark reaches a contrast of 3 in the %s theme', (theme) => {
  const weak = marks.filter(([one, other]) => !(contrast(one, other, theme) >= 3));
  expect(weak.map(([one, other]) => `${one} on ${other}: ${contrast(one, other, theme).toFixed(2)}`)).toEqual([]);
});
