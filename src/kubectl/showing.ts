import type { ApiObject } from '../objects/index.ts';
import { goJson } from './go-text.ts';
import { readTemplate } from './json-path.ts';
import type { Shown } from './learnt.ts';
import { nameOf } from './object-name.ts';
import { yamlText } from './yaml-text.ts';

/** One object in a format of `-o` that shows one. */
export function shown(object: ApiObject, format: string): Shown | undefined {
  if (format === 'name') return { text: `${nameOf(object)}\n` };
  if (format === 'json') return { text: `${goJson(object, 4)}\n` };
  if (format === 'yaml') return { text: yamlText(object), isDocument: true };
  return format.startsWith('jsonpath=') ? readTemplate(format.slice('jsonpath='.length), object) : undefined;
}
