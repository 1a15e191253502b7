import { expect, test } from 'vitest';
import { checkManifest } from '../../src/objects/index.ts';

function places(text: string): readonly string[] {
  return checkManifest(text).map(({ line, column, endColumn, message }) => `${line}:${column}-${endColumn} ${message}`);
}

const web = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: c
        image: app:v1
`;

test('a good manifest has no problems', () => {
  expect(places(web)).toEqual([]);
});

test('what the API server would refuse is shown where it is written', () => {
  expect(places(web.replace('spec:\n', 'spec:\n  replicas: -1\n'))).toEqual([
    '6:13-15 spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  ]);
  expect(places(web.replace('        image: app:v1\n', ''))).toEqual([
    '13:9-13 spec.template.spec.containers[0].image: Required value',
  ]);
});

test('unknown fields and wrong types are shown at the key and at the value', () => {
  expect(places(web.replace('spec:\n', 'spec:\n  replica: 1\n'))).toEqual(['6:3-10 unknown field "spec.replica"']);
  expect(places(web.replace('spec:\n', 'spec:\n  replicas: two\n'))).toEqual([
    '6:13-16 json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32',
  ]);
});

test('every document is looked at, also when it is of a kind that is not there', () => {
  expect(places(`${web}---\n${web.replace('StatefulSet', 'StatefullSet')}`)).toEqual([
    '17:7-19 no matches for kind "StatefullSet" in version "apps/v1"',
  ]);
});
