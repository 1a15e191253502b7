import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { isKnown, kinds } from '../../src/objects/index.ts';
import { baseOf } from '../../src/schema/base.ts';
import { divided, generateSchema, writeSchema } from '../../src/schema/generate.ts';
import { fieldsOf, schemaKinds, typeOfKind } from '../../src/schema/index.ts';

function committed(name: string): string {
  return readFileSync(new URL(`../../src/schema/${name}`, import.meta.url), 'utf8');
}

test('core.json and rare.json are what the generator writes today', () => {
  const { core, rare } = divided(generateSchema());
  expect(writeSchema(core) === committed('core.json'), 'run: npx tsx src/schema/generate.ts').toBe(true);
  expect(writeSchema(rare) === committed('rare.json'), 'run: npx tsx src/schema/generate.ts').toBe(true);
});

test('the schema stays below 10 kB on the wire, and what every page has of it below 3', () => {
  const bytesOf = (text: string): number => gzipSync(text, { level: 9 }).length;
  expect(bytesOf(committed('core.json') + committed('rare.json'))).toBeLessThan(10_000);
  expect(bytesOf(committed('core.json'))).toBeLessThan(3000);
});

test('a manifest needs rare types where it names one of their fields or kinds, and no field of the others has such a name', async () => {
  vi.resetModules();
  const { kinds: all, needsLateTypes } = await import('../../src/objects/index.ts');
  const { rareNames } = await import('../../src/schema/index.ts');
  const rare = rareNames();
  expect(all.filter(({ isLate }) => isLate).filter(({ kind }) => !rare.kinds.includes(kind))).toEqual([]);
  expect(rare.fields).toEqual(expect.arrayContaining(['livenessProbe', 'affinity', 'emptyDir', 'status']));

  const { core } = divided(generateSchema());
  const known = Object.values(core.types).flatMap((fields) =>
    Object.entries(fields).filter(([, type]) => {
      const base = baseOf(type);
      return /^[a-z]/.test(base) || base in core.types || base in core.enums;
    }),
  );
  expect(known.filter(([name]) => rare.fields.includes(name))).toEqual([]);

  expect(needsLateTypes(input('src/ui/manifests/kubia.yaml'))).toBe(false);
  for (const text of ['kind: Deployment', '{"kind": "Job"}', 'affinity: {}', '"emptyDir" : {}', '- {startupProbe: {}}'])
    expect(needsLateTypes(text), text).toBe(true);
});

function input(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

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
