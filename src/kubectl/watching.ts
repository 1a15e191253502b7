import type { Change, Reader } from '../cluster/index.ts';
import type { ApiObject } from '../objects/index.ts';
import { kindOf, millisOf } from '../objects/index.ts';
import type { Answer, WatchFollow } from './answer.ts';
import type { Moment } from './durations.ts';
import { headerOf, printObjects, rowOf } from './print.ts';
import type { Row, Sheet } from './table.ts';
import { layOut } from './table.ts';
import { selectionOf } from './targets.ts';
import type { Test } from './selectors.ts';

/** Something to print, and the sheet as it is afterwards. */
export interface Rows {
  readonly text: string;
  readonly sheet: Sheet;
}

/** What a watch prints of one object, or of all that there are at its start: laid out together, never narrower than before. */
export function watchRows(sheet: Sheet, objects: readonly ApiObject[], now: Moment, event = 'ADDED'): Rows {
  const [first] = objects;
  if (!first) return { text: '', sheet };
  if (sheet.format !== '' && sheet.format !== 'wide') return { text: documentsOf(sheet, objects, now), sheet };
  const header: readonly Row[] = sheet.withHeader ? [headerOf(first.kind, sheet)] : [];
  const { text, widths } = layOut(
    [...header, ...objects.map((object) => rowOf(object, sheet, now, event))],
    sheet.widths,
  );
  return { text, sheet: { ...sheet, widths, withHeader: false } };
}

function documentsOf(sheet: Sheet, objects: readonly ApiObject[], now: Moment): string {
  const texts = objects.map((object) => printObjects([object], { sheet, isOne: true, sortBy: undefined, now }));
  const between = sheet.format === 'yaml' ? '---\n' : '';
  return texts.map((printed) => ('text' in printed ? printed.text + between : '')).join('');
}

/** A row for each change of what is watched; an object that no longer belongs shows its last state once more. */
export function goOnWatching(cluster: Reader, follow: WatchFollow, changes: readonly Change[]): Answer {
  const belongs = testOf(follow);
  const startMs = millisOf(cluster.state.settings.start);
  let out = '';
  let sheet = follow.sheet;
  for (const { type, object, before, at } of changes) {
    const isIn = type !== 'deleted' && belongs(object);
    const wasIn = type === 'deleted' ? belongs(object) : before !== undefined && belongs(before);
    if (!isIn && !wasIn) continue;
    const event = !isIn ? 'DELETED' : wasIn ? 'MODIFIED' : 'ADDED';
    const rows = watchRows(sheet, [object], startMs + at, event);
    out += rows.text;
    sheet = rows.sheet;
  }
  const isOver = follow.until !== undefined && cluster.state.now >= follow.until;
  return { out, err: '', changes: [], ...(isOver ? { code: 0 } : { follow: { ...follow, sheet } }) };
}

function testOf({ kind, namespace, name, labels, fields }: WatchFollow): Test {
  const selection = selectionOf(kindOf(kind), { labels, fields });
  if ('failure' in selection)
    throw new Error(`A watch began with the selectors "${labels}" and "${fields}", which cannot be read.`);
  return (object) =>
    object.kind === kind &&
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (name === undefined || object.metadata.name === name) &&
    selection.test(object);
}
