import type { Layer, Layout, Mark, Shape } from '../../src/stage/index.ts';

/** The layers as the text of an SVG file, as `draw` would make them; for pictures that are stored and compared. */
export function svgOf({ width, height }: Layout, layers: readonly Layer[]): string {
  const root = { xmlns: 'http://www.w3.org/2000/svg', width, height, 'font-family': 'var(--sans)' };
  const drawn = layers.filter(({ marks }) => marks.length);
  const lines = drawn.flatMap(({ name, marks, attributes }) => [
    `<g data-layer="${name}"${written(attributes ?? {})}>`,
    ...marks.map(markText),
    '</g>',
  ]);
  return ['<?xml-stylesheet href="../tokens.css"?>', `<svg${written(root)}>`, ...lines, '</svg>', ''].join('\n');
}

function markText({ x, y, key, label, opacity, attributes, shapes }: Mark): string {
  const own = {
    transform: `translate(${hundredths(x)},${hundredths(y)})`,
    opacity,
    'data-key': key,
    'aria-label': label,
  };
  return [`<g${written({ ...own, ...attributes })}>`, ...shapes.filter(isSeen).map(shapeText), '</g>'].join('\n');
}

function isSeen({ attributes }: Shape): boolean {
  return attributes['visibility'] !== 'hidden' && attributes['pointer-events'] !== 'all';
}

function shapeText({ tag, attributes, text }: Shape): string {
  return text === undefined
    ? `<${tag}${written(attributes)}/>`
    : `<${tag}${written(attributes)}>${escaped(text)}</${tag}>`;
}

function written(attributes: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return given
    .map(([name, value]) => ` ${name}="${escaped(typeof value === 'number' ? hundredths(value) : value)}"`)
    .join('');
}

function escaped(value: string | number | undefined): string {
  return String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
