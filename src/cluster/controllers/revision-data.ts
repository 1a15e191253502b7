/** What a ControllerRevision keeps of a template, and how two are compared (pkg/controller/history, getPatch and Match). */
import type { PodTemplate, Revision } from '../../objects/index.ts';
import { goJson } from '../hash.ts';

const dataOfTemplate = new WeakMap<PodTemplate, object>();

/** The patch that a revision stores: the template and nothing else. */
export function dataOf(template: PodTemplate): object {
  const known = dataOfTemplate.get(template);
  if (known) return known;
  const data = { spec: { template: { $patch: 'replace', ...template } } };
  dataOfTemplate.set(template, data);
  return data;
}

const textOfObject = new WeakMap<object, string>();

/** The revision's data as one text: equal texts are equal templates. */
export function textOf({ data }: Revision): string {
  return textOfData(data as object);
}

/** The data as one text. */
export function textOfData(data: object): string {
  const known = textOfObject.get(data);
  if (known !== undefined) return known;
  const text = goJson(data);
  textOfObject.set(data, text);
  return text;
}
