import { expect, test } from 'vitest';
import { fieldSelector, labelSelector } from '../../src/kubectl/selectors.ts';
import type { Selector } from '../../src/kubectl/selectors.ts';
import type { ApiObject } from '../../src/objects/index.ts';

const pod = (name: string, labels: Record<string, string>, phase = 'Running'): ApiObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  status: { phase },
});

const pods = [pod('a', { app: 'web', tier: 'front' }), pod('b', { app: 'db' }, 'Pending'), pod('c', {})];

function names(selector: Selector): string {
  if ('problem' in selector) return selector.problem;
  return pods
    .filter(selector.test)
    .map(({ metadata }) => metadata.name)
    .join('');
}

test.each([
  ['', 'abc'],
  ['app=web', 'a'],
  ['app==db', 'b'],
  ['app!=web', 'bc'],
  ['app', 'ab'],
  ['!app', 'c'],
  ['app in (web, db),!tier', 'b'],
  ['app notin (web)', 'bc'],
  ['app=', ''],
  ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
])('labels %s select %s', (text, selected) => {
  expect(names(labelSelector(text))).toBe(selected);
});

test.each([
  ['status.phase=Running', 'ac'],
  ['status.phase!=Running,metadata.name=b', 'b'],
  ['spec.foo=1', 'field label not supported: spec.foo'],
])('fields %s select %s', (text, selected) => {
  expect(names(fieldSelector('Pod', text))).toBe(selected);
});
