import type { Drawing, Marks } from '../drawing.ts';
import type { Layout } from '../places.ts';
import type { Look, PodSeen } from '../pods.ts';
import type { RevisionSeen } from '../revisions.ts';
import type { Mark, Shape } from '../shape.ts';
import { circle, path, quiet, rect, text } from '../shape.ts';
import { textWidth } from '../text.ts';
import type { LegendEntry } from '../words.ts';
import { discShapes } from './pod-disc.ts';
import { sweep } from './ring.ts';

const looks: readonly Exclude<Look, 'ready'>[] = ['pending', 'creating', 'running', 'terminating', 'failing', 'ended'];
const lineHeight = 20;

/** What the marks on the stage mean, as far as they are on it now. */
export const legendMarks: Marks = (layout, drawing) => {
  let [x, line] = [0, 0];
  return entriesOf(layout).flatMap((entry): Mark[] => {
    const words = drawing.words.legend(entry);
    const width = 20 + textWidth(words, 11.5) + 16;
    if (x > 0 && x + width - 16 > layout.legend.width) [x, line] = [0, line + 1];
    const mark = { id: idOf(entry), x: x + 7, y: layout.legend.y + 14 + line * lineHeight };
    x += width;
    const fits = mark.y + 8 <= layout.height;
    return fits ? [{ ...mark, shapes: [...sample(entry, drawing), text(words, 13, 4, 11.5, quiet)] }] : [];
  });
};

function entriesOf({ pods, rows, volumes, cables, legend }: Layout): readonly LegendEntry[] {
  const several = new Set(legend.revisions.map(({ of }) => of)).size > 1;
  const seen = new Set(pods.filter(({ pod }) => !pod.unheard).map(({ pod }) => pod.look));
  const has = {
    unheard: pods.some(({ pod }) => pod.unheard && !pod.gone),
    gone: pods.some(({ pod }) => pod.gone),
    backOff: pods.some(({ pod }) => pod.span?.of === 'backOff'),
    eviction: pods.some(({ pod }) => pod.span?.of === 'eviction'),
    silent: rows.some(({ row }) => row.silence && row.ready),
    waiting: cables.some(({ state, pod }) => state === 'waiting' && pod.pod.look === 'creating'),
    held: cables.some(({ state }) => state === 'held'),
    data: volumes.some(({ claim, volume }) => (claim?.data ?? volume?.data ?? 0) > 0),
  };
  const others = (Object.keys(has) as (keyof typeof has)[]).filter((kind) => has[kind]);
  return [
    ...legend.revisions.map((revision) => ({ kind: 'revision', revision, several }) as const),
    ...[...looks.filter((look) => seen.has(look)), ...others].map((kind) => ({ kind })),
  ];
}

function idOf(entry: LegendEntry): string {
  return entry.kind === 'revision' ? entry.revision.key : entry.kind;
}

function sample(entry: LegendEntry, { now }: Drawing): readonly Shape[] {
  const { kind } = entry;
  const span = (of: NonNullable<PodSeen['span']>['of']): Pick<PodSeen, 'span'> => ({
    span: { of, from: now - 2, to: now + 1 },
  });
  if (kind === 'data') return [rect(-6, -6, 12, 12, { rx: 2, fill: 'var(--data)' })];
  if (kind === 'waiting' || kind === 'held') return cableSample(kind);
  if (kind === 'silent')
    return [circle(2.5, { fill: 'none', stroke: 'var(--warn)', 'stroke-width': 1.5 }), sweep(6, 0.66, 'var(--warn)')];
  if (kind === 'revision') return discShapes(like('ready', entry.revision), 7, now);
  if (kind === 'unheard') return discShapes({ ...like('ready'), unheard: true }, 7, now);
  if (kind === 'gone') return discShapes({ ...like('ready'), unheard: true, gone: true }, 7, now);
  if (kind === 'backOff') return discShapes({ ...like('failing'), ...span('backOff') }, 7, now);
  if (kind === 'eviction') return discShapes({ ...like('ready'), unheard: true, ...span('eviction') }, 5, now);
  return discShapes({ ...like(kind), ...span('start') }, 7, now);
}

function cableSample(kind: 'waiting' | 'held'): readonly Shape[] {
  const stroke = kind === 'held' ? 'var(--warn)' : 'var(--edge)';
  const cable = path('M-7 0H8', { stroke, 'stroke-width': 2, 'stroke-dasharray': '4 3' });
  const sign = path('M0 -3.5v4M0 3v0.5', { stroke: 'var(--panel)', 'stroke-width': 1.75, 'stroke-linecap': 'round' });
  return kind === 'held' ? [cable, circle(6, { fill: stroke }), sign] : [cable];
}

function like(look: Look, revision?: RevisionSeen): PodSeen {
  const nobody = { uid: '', key: '', name: '', word: '', unheard: false, restarts: 0, since: 0, claims: [] };
  return { ...nobody, look, ...(revision && { revision }) };
}
