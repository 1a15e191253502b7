import type { Drawing, Marks } from '../drawing.ts';
import type { Layout } from '../places.ts';
import type { Mark, Shape } from '../shape.ts';
import { centred, circle, path, quiet, rect, text } from '../shape.ts';
import { fit, textWidth, wrap } from '../text.ts';

/** The controller's loop: a pill for each step, the deciding one lit. Read aloud as a list. */
export const stripMarks: Marks = (layout, drawing) => {
  const { steps } = layout.strip.strip;
  const deciding = decidingStep(layout);
  const places = isNarrow(layout) ? narrowPills(layout, drawing) : widePills(layout);
  const size = pillSize(layout, drawing);
  return steps.map((step, index) => {
    const { x = 0, width = 0 } = places[index] ?? {};
    const lit = deciding === step;
    const words = drawing.words.step(step);
    const shapes =
      isNarrow(layout) && !lit
        ? dot(width)
        : pill(words, { width, size, lit, linked: index < steps.length - 1 && !isNarrow(layout) });
    const attributes = { role: 'listitem', ...(lit && { 'aria-current': 'step' }) };
    return { id: step, x, y: 24, shapes, label: words, title: words, attributes };
  });
};

/** A controller that finds nothing to do has gone through all its steps. */
function decidingStep({ strip: { strip } }: Layout): string | undefined {
  return strip.decision?.kind === 'rests' ? strip.steps.at(-1) : strip.decision?.step;
}

/** Is there no room for the words of all steps? */
function isNarrow({ strip }: Layout): boolean {
  return strip.width < 600;
}

interface Pill {
  readonly x: number;
  readonly width: number;
}

function widePills({ strip }: Layout): readonly Pill[] {
  const pitch = Math.min(132, (strip.width - 4) / strip.strip.steps.length);
  return strip.strip.steps.map((_, index) => ({ x: Math.round(index * pitch), width: Math.round(pitch - 7) }));
}

/** Dots, and words for the lit step alone. */
function narrowPills(layout: Layout, { words }: Drawing): readonly Pill[] {
  const deciding = decidingStep(layout);
  let x = 0;
  return layout.strip.strip.steps.map((step) => {
    const lit = deciding === step;
    const width = lit ? textWidth(words.step(step), 12.5) + 32 : 24;
    const pill = { x, width };
    x += width + 8;
    return pill;
  });
}

/** One size for all, small enough for the longest. */
function pillSize(layout: Layout, { words }: Drawing): number {
  const { strip } = layout;
  const longest = Math.max(...strip.strip.steps.map((step) => textWidth(words.step(step), 12.5)));
  return isNarrow(layout) || longest * 1.08 < (strip.width - 4) / strip.strip.steps.length - 20 ? 12.5 : 11.5;
}

interface PillFace {
  readonly width: number;
  readonly size: number;
  readonly lit: boolean;
  readonly linked: boolean;
}

function pill(words: string, { width, size, lit, linked }: PillFace): readonly Shape[] {
  const body = rect(0.5, 0.5, width - 1, 29, {
    rx: 15,
    fill: lit ? 'var(--accent)' : 'var(--panel)',
    stroke: lit ? 'var(--accent)' : 'var(--line)',
  });
  const style = { ...centred, 'font-weight': lit ? 600 : 400, fill: lit ? 'var(--on-accent)' : 'var(--muted)' };
  const link = linked ? [path(`M${width} 15h7`, { stroke: 'var(--line)', 'stroke-width': 2 })] : [];
  return [body, text(fit(words, width - 6, size), width / 2, 19.5, size, style), ...link];
}

function dot(width: number): readonly Shape[] {
  return [circle(5, { cx: width / 2, cy: 15, fill: 'var(--panel)', stroke: 'var(--edge)', 'stroke-width': 1.5 })];
}

/** The sentence: what the deciding step does or what it waits for. The page announces it; here it is only read. */
export const sentenceMarks: Marks = ({ strip }, { words }) => {
  const { decision } = strip.strip;
  const said = decision ? words.decision(decision) : words.idle;
  const style = decision ? {} : quiet;
  const lines = wrap(said, strip.width, 13, Math.floor((strip.height - 66) / 17));
  const shapes = lines.map((line, index) => text(line, 0, 76 + index * 17, 13, style));
  return [{ id: 'sentence', x: 0, y: 0, shapes }];
};

/** The heading over the strip. */
export const headingMarks: Marks = (_layout, { words }): readonly Mark[] => [
  { id: 'heading', x: 0, y: 0, shapes: [text(words.controller, 0, 14, 11.5, { ...quiet, class: 'eyebrow' })] },
];
