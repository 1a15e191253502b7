import type { ApiObject } from '../objects/index.ts';

/** Does the object belong to what was asked for? */
export type Test = (object: ApiObject) => boolean;

/** A selector that can be read, or the API server's complaint about it. */
export type Selector = { readonly test: Test } | { readonly problem: string };

const setBased = /^([^\s=!,()]+)\s+(in|notin)\s+\(([^()]*)\)$/;
const compared = /^([^\s=!,()]+)\s*(==|=|!=|>|<)\s*([^\s=!,()]*)$/;

/** Reads a label selector such as `app=web,tier in (a, b),!old` (apimachinery pkg/labels). */
export function labelSelector(text: string): Selector {
  const tests: Test[] = [];
  for (const part of requirements(text)) {
    const test = requirement(part);
    if (typeof test === 'string') return { problem: `unable to parse requirement: ${test}` };
    tests.push(test);
  }
  return { test: (object) => tests.every((test) => test(object)) };
}

/** The parts between commas, but not the commas inside brackets. */
function requirements(text: string): readonly string[] {
  const parts = text.match(/(?:\([^)]*\)|[^,(])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function requirement(part: string): Test | string {
  const [, setKey, operator, list = ''] = setBased.exec(part) ?? [];
  if (setKey !== undefined) {
    const values = list.split(',').map((value) => value.trim());
    return (object) => values.includes(label(object, setKey) ?? '\0') === (operator === 'in');
  }
  const [, key, sign, value = ''] = compared.exec(part) ?? [];
  if (key !== undefined) return (object) => holds(label(object, key), sign!, value);
  const [, not, bare] = /^(!?)\s*([^\s=!,()]+)$/.exec(part) ?? [];
  if (bare !== undefined) return (object) => (label(object, bare) !== undefined) === (not === '');
  const [, , second = part] = /^(\S+)\s+(\S+)/.exec(part) ?? [];
  return `found '${second}', expected: in, notin, =, ==, !=, gt, lt`;
}

function holds(value: string | undefined, sign: string, wanted: string): boolean {
  if (sign === '!=') return value !== wanted;
  if (sign === '>') return Number(value) > Number(wanted);
  if (sign === '<') return Number(value) < Number(wanted);
  return value === wanted;
}

function label({ metadata }: ApiObject, key: string): string | undefined {
  return metadata.labels?.[key];
}

const fieldsOfAll = ['metadata.name', 'metadata.namespace'];
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Node: ['spec.unschedulable'],
  Namespace: ['status.phase'],
};

/** Reads a field selector such as `status.phase!=Running`; each kind has few fields that may be asked for. */
export function fieldSelector(kind: string, text: string): Selector {
  const tests: Test[] = [];
  for (const part of text.split(',').filter((part) => part !== '')) {
    const [, path, sign, wanted] = /^([^=!]+)(==|=|!=)(.*)$/.exec(part) ?? [];
    if (path === undefined) return { problem: `invalid selector: '${text}'; can't understand '${part}'` };
    if (![...fieldsOfAll, ...(fieldsOf[kind] ?? [])].includes(path))
      return { problem: `field label not supported: ${path}` };
    tests.push((object) => (fieldText(object, path) === wanted) === (sign !== '!='));
  }
  return { test: (object) => tests.every((test) => test(object)) };
}

function fieldText(object: ApiObject, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], object);
  return value === undefined ? '' : typeof value === 'object' ? '' : String(value);
}
