import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { isKnown, kinds } from '../../src/objects/index.ts';
import { generateSchema, writeSchema } from '../../src/schema/generate.ts';
import { fieldsOf, schemaKinds, typeOfKind } from '../../src/schema/index.ts';

const committed = readFileSync(new URL('../../src/schema/core.json', import.meta.url), 'utf8');

test('core.json is what the generator writes today', () => {
  expect(writeSchema(generateSchema()) === committed, 'run: npx tsx src/schema/generate.ts').toBe(true);
});

test('core.json stays below 10 kB on the wire', () => {
  expect(gzipSync(committed, { level: 9 }).length).toBeLessThan(10_000);
});

test('every kind of the table is in the schema', () => {
  const missing = kinds.filter(({ apiVersion, kind }) => !typeOfKind(apiVersion, kind)).map(({ kind }) => kind);
  expect(missing).toEqual([]);
  expect(schemaKinds().filter(({ apiVersion, kind }) => !isKnown(apiVersion, kind))).toEqual([]);
});

test('fields say their type, their format and whether they are required', () => {
  expect(fieldsOf('StatefulSetSpec').get('replicas')).toEqual({
    name: 'replicas',
    type: { is: 'int32' },
    isRequired: false,
  });
  expect(fieldsOf('PodSpec').get('containers')).toEqual({
    name: 'containers',
    type: { is: 'list', of: { is: 'object', type: 'Container' } },
    isRequired: true,
  });
  expect(fieldsOf('Container').get('imagePullPolicy')?.type).toEqual({
    is: 'enum',
    name: 'PullPolicy',
    values: ['Always', 'IfNotPresent', 'Never'],
  });
  expect(fieldsOf('ResourceRequirements').get('limits')?.type).toEqual({ is: 'map', of: { is: 'quantity' } });
  expect(fieldsOf('ServicePort').get('targetPort')?.type).toEqual({ is: 'intOrString' });
  expect(fieldsOf('ObjectMeta').get('creationTimestamp')?.type).toEqual({ is: 'time' });
});
