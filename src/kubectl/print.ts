import type { Reader } from '../cluster/index.ts';
import type { ApiObject } from '../objects/index.ts';
import { kindOf, millisOf } from '../objects/index.ts';
import type { Moment } from './durations.ts';
import { goJson } from './go-text.ts';
import { pathText, readPath, readTemplate } from './json-path.ts';
import { columnsOf, labelsText } from './printers/index.ts';
import type { Row, Sheet } from './table.ts';
import { layOut } from './table.ts';
import { nameOf } from './object-name.ts';
import { yamlText } from './yaml-text.ts';

/** What `get` prints objects with, besides the sheet. */
export interface Printing {
  readonly sheet: Sheet;
  /** One object by name: not wrapped into a List. */
  readonly isOne: boolean;
  readonly sortBy: string | undefined;
  readonly now: Moment;
}

/** The text, or why there is none. */
export type PrintedText = { readonly text: string } | { readonly problem: string };

/** The cluster's now as a date. */
export function momentOf({ state }: Reader): Moment {
  return millisOf(state.settings.start) + state.now;
}

const formats = ['', 'wide', 'name', 'yaml', 'json'];
const templated = ['jsonpath', 'custom-columns'];

/** Can objects be printed in this format? */
export function isFormat(format: string): boolean {
  return formats.includes(format) || templated.some((name) => format.startsWith(`${name}=`));
}

/** kubectl's answer to a format that it does not know. */
export function unknownFormat(format: string): string {
  const allowed =
    'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml';
  if (templated.includes(format))
    return `${format === 'jsonpath' ? 'template' : format} format specified but no ${format === 'jsonpath' ? 'template' : 'custom columns'} given`;
  return `unable to match a printer suitable for the output format "${format}", allowed formats are: ${allowed}`;
}

/** The objects as the sheet asks: a table for each kind, or one document. */
export function printObjects(objects: readonly ApiObject[], { sheet, isOne, sortBy, now }: Printing): PrintedText {
  const inOrder = sortBy === undefined ? objects : sortedBy(objects, sortBy);
  const { format } = sheet;
  if (format === '' || format === 'wide') return { text: tables(inOrder, sheet, now) };
  if (format === 'name') return { text: inOrder.map((object) => `${nameOf(object)}\n`).join('') };
  if (inOrder.length === 0 && isOne) return { text: '' };
  const whole = isOne
    ? inOrder[0]
    : { apiVersion: 'v1', items: inOrder, kind: 'List', metadata: { resourceVersion: '' } };
  if (format === 'yaml') return { text: yamlText(whole) };
  if (format === 'json') return { text: `${goJson(whole, 4)}\n` };
  if (format.startsWith('jsonpath=')) return readTemplate(format.slice('jsonpath='.length), whole);
  return customColumns(inOrder, format.slice('custom-columns='.length), sheet);
}

/** One table for each kind, with a blank line between them. */
function tables(objects: readonly ApiObject[], sheet: Sheet, now: Moment): string {
  const kinds = objects.map(({ kind }) => kind).filter((kind, index, list) => kind !== list[index - 1]);
  let rest = objects;
  const texts = kinds.map((kind) => {
    const end = rest.findIndex((object) => object.kind !== kind);
    const group = end < 0 ? rest : rest.slice(0, end);
    rest = rest.slice(group.length);
    const header = sheet.withHeader ? [headerOf(kind, sheet)] : [];
    return layOut([...header, ...group.map((object) => rowOf(object, sheet, now))]).text;
  });
  return texts.join('\n');
}

/** The titles of a kind's columns. */
export function headerOf(kind: string, sheet: Sheet): Row {
  const columns = columnsOf(kind).filter(([, , wide]) => !wide || sheet.format === 'wide');
  return [
    ...(sheet.withEvents ? ['EVENT'] : []),
    ...(sheet.allNamespaces && kindOf(kind).namespaced ? ['NAMESPACE'] : []),
    ...columns.map(([title]) => title),
    ...sheet.labelColumns.map((label) => (label.split('/').at(-1) ?? '').toUpperCase()),
    ...(sheet.withLabels ? ['LABELS'] : []),
  ];
}

/** The cells of an object; `event` says what a watch has seen happen to it. */
export function rowOf(object: ApiObject, sheet: Sheet, now: Moment, event = ''): Row {
  const { metadata } = object;
  const columns = columnsOf(object.kind).filter(([, , wide]) => !wide || sheet.format === 'wide');
  const cells = columns.map(([title, cell], column) =>
    column === 0 && title === 'NAME' && sheet.withKind ? nameOf(object) : cell(object, now),
  );
  return [
    ...(sheet.withEvents ? [event] : []),
    ...(sheet.allNamespaces && kindOf(object.kind).namespaced ? [metadata.namespace ?? ''] : []),
    ...cells,
    ...sheet.labelColumns.map((label) => metadata.labels?.[label] ?? ''),
    ...(sheet.withLabels ? [labelsText(metadata.labels)] : []),
  ];
}

/** kubectl leaves out everything when nothing has the field; numbers and dates sort as such. */
function sortedBy(objects: readonly ApiObject[], path: string): readonly ApiObject[] {
  const keyed = objects.map((object) => ({ object, key: readPath(object, path.replace(/^\{|\}$/g, ''))[0] }));
  if (keyed.every(({ key }) => key === undefined)) return [];
  const compare = (a: unknown, b: unknown): number => {
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return String(a) < String(b) ? -1 : Number(String(a) > String(b));
  };
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ object }) => object);
}

function customColumns(objects: readonly ApiObject[], spec: string, { withHeader }: Sheet): PrintedText {
  const columns = spec.split(',').map((column) => /^([^:]*):(.+)$/.exec(column)?.slice(1));
  const bad = columns.findIndex((column) => column === undefined);
  if (bad >= 0) {
    return {
      problem: `unexpected custom-columns spec: ${spec.split(',')[bad] ?? ''}, expected <header>:<json-path-expr>`,
    };
  }
  const rows = objects.map((object) =>
    columns.map((column) => pathText(readPath(object, column?.[1] ?? '')) || '<none>'),
  );
  const header = withHeader ? [columns.map((column) => column?.[0] ?? '')] : [];
  return { text: layOut([...header, ...rows]).text };
}
