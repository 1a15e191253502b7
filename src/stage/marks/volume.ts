import type { Drawing, Marks } from '../drawing.ts';
import { at, pickable, pickableCell } from '../drawing.ts';
import type { VolumePlace } from '../places.ts';
import type { Attributes, Shape } from '../shape.ts';
import { centred, code, path, quiet, rect, text } from '../shape.ts';
import { fit, textWidth } from '../text.ts';

/** Claims with their volumes, and the volumes on the shelf: cylinders, dashed while there is no disk behind the claim. */
export const volumeMarks: Marks = (layout, drawing) =>
  layout.volumes.map((place) => {
    const { claim, volume, width, height, room } = place;
    const { x, y } = at(place, drawing);
    const side = Math.max(width, place.density === 'cell' ? width : 24);
    const reach = {
      x: -Math.max(side, room) / 2,
      y: -4,
      width: Math.max(side, room),
      height: Math.max(height + 8, 24) + place.lines * 14,
    };
    const seen = claim ?? volume;
    const label = claim ? drawing.words.aboutClaim(claim) : volume ? drawing.words.aboutVolume(volume) : '';
    const subject = { id: idOf(place), x, y, key: seen?.key ?? '', name: seen?.name ?? '', label, reach };
    if (place.density === 'cell') return pickableCell(subject, bodyShapes(place), drawing);
    return pickable(subject, [...bodyShapes(place), ...nameShapes(place, drawing)], drawing);
  });

/** A volume that finds its claim stays the same element. */
function idOf({ claim, volume }: VolumePlace): string {
  return claim?.volume ?? volume?.name ?? claim?.uid ?? '';
}

function bodyShapes(place: VolumePlace): readonly Shape[] {
  const { width, height, density, claim, ghostOf, idle } = place;
  const hollow = claim !== undefined && claim.phase !== 'Bound';
  const style = {
    fill: hollow ? 'none' : 'var(--panel)',
    stroke: 'var(--edge)',
    'stroke-width': density === 'cell' ? 1 : 1.5,
    'stroke-dasharray': hollow || ghostOf || idle ? '4 3' : undefined,
  };
  if (density === 'bar' || density === 'cell')
    return [rect(-width / 2, 0, width, height, { ...style, rx: Math.min(3, height / 3) })];
  return [...cylinder(width, height, style), ...squares(place)];
}

function cylinder(width: number, height: number, style: Attributes): readonly Shape[] {
  const half = width / 2;
  const lid = Math.min(8, height / 5);
  const body = path(
    `M${-half} ${lid}v${height - 2 * lid}a${half} ${lid} 0 0 0 ${width} 0v${-(height - 2 * lid)}`,
    style,
  );
  return [body, { tag: 'ellipse', attributes: { cx: 0, cy: lid, rx: half, ry: lid, ...style } }];
}

/** One square for each record that was written; what finds no room is a number. */
function squares({ width, height, claim, volume }: VolumePlace): readonly Shape[] {
  const count = claim?.data ?? volume?.data ?? 0;
  const side = width >= 60 ? 12 : 6;
  const pitch = side + 4;
  const perLine = Math.max(1, Math.floor((width - 16) / pitch));
  const room = perLine * Math.max(1, Math.floor((height - 24) / pitch));
  const size = side > 6 ? 10.5 : 9.5;
  const forNumber = Math.ceil(textWidth(`+${count}`, size) / pitch);
  const shown = count <= room ? count : Math.max(0, room - forNumber);
  const place = (index: number): { readonly x: number; readonly y: number } => ({
    x: -(perLine * pitch - 4) / 2 + (index % perLine) * pitch,
    y: height * 0.36 + 3 + Math.floor(index / perLine) * pitch,
  });
  const each = Array.from({ length: shown }, (_, index) => {
    const { x, y } = place(index);
    return rect(x, y, side, side, { rx: 2, fill: 'var(--data)' });
  });
  if (shown === count) return each;
  const { x, y } = place(shown);
  return [...each, text(`+${count - shown}`, x, y + side / 2 + size * 0.36, size)];
}

function nameShapes(place: VolumePlace, drawing: Drawing): readonly Shape[] {
  return linesOf(place, drawing)
    .slice(0, place.lines)
    .map(({ words, mono, ink }, index) => {
      const y = place.height + 16 + index * 14;
      return (mono ? code : text)(fit(words, place.room - 6, 10.5, mono), 0, y, 10.5, {
        ...centred,
        ...(ink ? {} : quiet),
      });
    });
}

interface Line {
  readonly words: string;
  readonly mono: boolean;
  readonly ink?: boolean;
}

function linesOf(
  { claim, volume, name, ghostOf, lines, idle, heldBy, room }: VolumePlace,
  { words }: Drawing,
): readonly Line[] {
  if (volume)
    return [
      { words: name, mono: true },
      { words: words.phase(volume.phase), mono: false, ink: true },
    ];
  if (!claim) return [];
  const remark = claim.terminating ? 'Terminating' : claim.phase === 'Bound' ? undefined : claim.phase;
  const held = heldBy ? [{ words: words.attachedTo(heldBy), mono: false, ink: true }] : [];
  const unused = idle && !remark ? [{ words: words.idleClaim, mono: false }] : [];
  const said = remark ?? claim.word;
  const state = said ? [{ words: words.phase(said), mono: false, ink: true }] : [];
  // A volume made by hand has a name worth reading; a provisioned one is named for its claim's uid.
  const disk = claim.volume && !/^pvc-[0-9a-f]{8}/.test(claim.volume) ? [{ words: claim.volume, mono: true }] : [];
  const policy = ghostOf && lines > 2 ? words.kept(ghostOf, false) : '';
  const isLong = textWidth(policy, 10.5) > room - 6;
  const kept = ghostOf && policy ? [{ words: isLong ? words.kept(ghostOf, true) : policy, mono: false }] : [];
  return [{ words: name, mono: true }, ...state, ...held, ...unused, ...disk, ...kept];
}

/** The number of volumes for which the shelf has no room. */
export const shelfRestMarks: Marks = ({ shelfRest }, { words }) =>
  shelfRest
    ? [
        {
          id: 'rest',
          x: shelfRest.x,
          y: shelfRest.y,
          shapes: [text(words.more(shelfRest.count), 0, 12, 12, { ...centred, ...quiet })],
        },
      ]
    : [];
