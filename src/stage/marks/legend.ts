import type { Drawing, Marks } from '../drawing.ts';
import type { Layout } from '../places.ts';
import type { Look, PodSeen } from '../pods.ts';
import type { RevisionSeen } from '../revisions.ts';
import type { Mark, Shape } from '../shape.ts';
import { quiet, rect, text } from '../shape.ts';
import { textWidth } from '../text.ts';
import type { LegendEntry } from '../words.ts';
import { discShapes } from './pod.ts';

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

function entriesOf({ pods, volumes, legend }: Layout): readonly LegendEntry[] {
  const several = new Set(legend.revisions.map(({ of }) => of)).size > 1;
  const seen = new Set(pods.filter(({ pod }) => !pod.unheard).map(({ pod }) => pod.look));
  const hasData = volumes.some(({ claim, volume }) => (claim?.data ?? volume?.data ?? 0) > 0);
  return [
    ...legend.revisions.map((revision) => ({ kind: 'revision', revision, several }) as const),
    ...looks.filter((look) => seen.has(look)).map((kind) => ({ kind })),
    ...(pods.some(({ pod }) => pod.unheard) ? [{ kind: 'unheard' } as const] : []),
    ...(hasData ? [{ kind: 'data' } as const] : []),
  ];
}

function idOf(entry: LegendEntry): string {
  return entry.kind === 'revision' ? entry.revision.key : entry.kind;
}

function sample(entry: LegendEntry, drawing: Drawing): readonly Shape[] {
  if (entry.kind === 'data') return [rect(-6, -6, 12, 12, { rx: 2, fill: 'var(--data)' })];
  if (entry.kind === 'revision') return discShapes(like('ready', entry.revision), 7, drawing);
  if (entry.kind === 'unheard') return discShapes({ ...like('ready'), unheard: true }, 7, drawing);
  const span = { from: drawing.now - 2, to: drawing.now + 1 };
  return discShapes({ ...like(entry.kind), span }, 7, drawing);
}

function like(look: Look, revision?: RevisionSeen): PodSeen {
  const nobody = { uid: '', key: '', name: '', word: '', unheard: false, restarts: 0, since: 0, claims: [] };
  return { ...nobody, look, ...(revision && { revision }) };
}
