import type { ApiObject } from '../../objects/index.ts';
import type { Describer } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, indented, labelLines, pair } from './lines.ts';

/** An object of a kind that has no describer of its own: all its fields (genericDescriber). */
export const describeAny: Describer<ApiObject> = ({ metadata, ...rest }) => {
  const { name, namespace, labels, annotations, ...others } = metadata;
  return [
    pair('Name', name),
    pair('Namespace', namespace),
    ...labelLines('Labels', labels),
    ...annotationLines(annotations),
    ...fieldLines({ ...rest, metadata: others }),
  ];
};

type Fields = Readonly<Record<string, unknown>>;

function fieldLines(fields: Fields): Lines {
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined);
  return names.sort().flatMap((name) => valueLines(titleOf(name), fields[name]));
}

function valueLines(title: string, value: unknown): Lines {
  if (Array.isArray(value)) return [`${title}:`, ...value.flatMap((item) => indented(itemLines(item)))];
  if (isFields(value)) return [`${title}:`, ...indented(fieldLines(value))];
  return [pair(title, value === null ? '<nil>' : String(value))];
}

function itemLines(item: unknown): Lines {
  return isFields(item) ? fieldLines(item) : [String(item)];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const acronyms = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);

/** `apiVersion` becomes `API Version`; names with other signs than letters stay (smartLabelFor). */
function titleOf(name: string): string {
  if (!/^[A-Za-z-]+$/.test(name)) return name;
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|-+/g) ?? [name];
  return words
    .map((word) => (acronyms.has(word.toUpperCase()) ? word.toUpperCase() : word[0]!.toUpperCase() + word.slice(1)))
    .join(' ');
}
