import { describe, expect, test } from 'vitest';
import { jsonFault } from '../../src/kubectl/go-json-faults.ts';
import { jsonPatch, mergePatch } from '../../src/kubectl/json-patch.ts';
import { carryOutPatch, patchText } from '../../src/kubectl/patching.ts';

const document = {
  spec: { replicas: 3, ports: [{ port: 80 }, { port: 443 }], labels: { app: 'kubia', tier: 'front' } },
};

describe('a merge patch', () => {
  test('merges maps, takes away what is null and replaces lists as a whole', () => {
    const patch = { spec: { replicas: 2, ports: [{ port: 8080 }], labels: { tier: null, zone: 'a' } } };
    expect(mergePatch(document, patch)).toEqual({
      spec: { replicas: 2, ports: [{ port: 8080 }], labels: { app: 'kubia', zone: 'a' } },
    });
  });

  test('leaves no null behind where it makes a new map', () => {
    expect(mergePatch({}, { metadata: { labels: { a: '1', b: null } } })).toEqual({ metadata: { labels: { a: '1' } } });
  });

  test('does not touch the document', () => {
    mergePatch(document, { spec: { labels: { app: null } } });
    expect(document.spec.labels.app).toBe('kubia');
  });
});

describe('a JSON patch', () => {
  test.each([
    ['adds a field', { op: 'add', path: '/spec/new', value: 1 }, { new: 1 }],
    ['replaces a field', { op: 'replace', path: '/spec/replicas', value: 5 }, { replicas: 5 }],
    ['removes a field', { op: 'remove', path: '/spec/labels/tier' }, { labels: { app: 'kubia' } }],
    [
      'moves the items behind a new one',
      { op: 'add', path: '/spec/ports/1', value: 1 },
      { ports: [{ port: 80 }, 1, { port: 443 }] },
    ],
    [
      'adds behind the last item',
      { op: 'add', path: '/spec/ports/-', value: 1 },
      { ports: [{ port: 80 }, { port: 443 }, 1] },
    ],
    ['replaces an item', { op: 'replace', path: '/spec/ports/0', value: 1 }, { ports: [1, { port: 443 }] }],
    ['removes an item', { op: 'remove', path: '/spec/ports/0' }, { ports: [{ port: 443 }] }],
    ['copies', { op: 'copy', from: '/spec/replicas', path: '/spec/labels/app' }, { labels: { app: 3, tier: 'front' } }],
    ['moves', { op: 'move', from: '/spec/labels/app', path: '/spec/app' }, { app: 'kubia', labels: { tier: 'front' } }],
    ['goes on where a test holds', { op: 'test', path: '/spec/replicas', value: 3 }, {}],
  ])('%s', (_, operation, expected) => {
    expect(jsonPatch(document, [operation])).toEqual({ spec: { ...document.spec, ...expected } });
  });

  test('reads the escaped names of annotations', () => {
    const annotated = { annotations: { 'kubernetes.io/change-cause': 'first', 'a~b': '1' } };
    const removed = jsonPatch(annotated, [
      { op: 'remove', path: '/annotations/kubernetes.io~1change-cause' },
      { op: 'replace', path: '/annotations/a~0b', value: '2' },
    ]);
    expect(removed).toEqual({ annotations: { 'a~b': '2' } });
  });

  test.each([
    ['removes what is not there', { op: 'remove', path: '/spec/nope' }],
    ['replaces what is not there', { op: 'replace', path: '/spec/nope', value: 1 }],
    ['adds under what is not there', { op: 'add', path: '/spec/nope/deeper', value: 1 }],
    ['adds far behind the last item', { op: 'add', path: '/spec/ports/7', value: 1 }],
    ['tests what is not so', { op: 'test', path: '/spec/replicas', value: 9 }],
    ['is no operation at all', { op: 'shuffle', path: '/spec/replicas' }],
  ])('that %s cannot be carried out', (_, operation) => {
    expect(jsonPatch(document, [operation, { op: 'add', path: '/spec/more', value: 1 }])).toBeUndefined();
  });
});

describe('the text of a patch', () => {
  test.each([
    ['{bad', "invalid character 'b' looking for beginning of object key string"],
    ['{"spec":', 'unexpected end of JSON input'],
    ['{"spec":{"replicas":3}', 'unexpected end of JSON input'],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b":2}', `invalid character '"' after object key:value pair`],
    ['[1 2]', "invalid character '2' after array element"],
    ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
    ['{"a":x}', "invalid character 'x' looking for beginning of value"],
    ['{"a":"b', 'unexpected end of JSON input'],
  ])('%s is refused as Go refuses it', (text, complaint) => {
    expect(jsonFault(text)).toBe(complaint);
  });

  test('that is JSON has no fault', () => {
    expect(jsonFault(JSON.stringify([document, -1.5e3, true, null, 'a "b" \\']))).toBeUndefined();
  });

  test('may be YAML', () => {
    expect(patchText('spec: {replicas: 2}')).toBe('{"spec":{"replicas":2}}');
  });
});

describe('a patched object', () => {
  const set = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'kubia', namespace: 'default' },
    spec: {},
  };

  test('cannot become another one', () => {
    expect(carryOutPatch(set, 'merge', '{"metadata":{"name":"other"}}')).toMatchObject({
      reason: 'BadRequest',
      message: 'the name of the object (other) does not match the name on the URL (kubia)',
    });
  });

  test('loses fields that its kind does not have, with a warning for each', () => {
    expect(carryOutPatch(set, 'strategic', '{"spec":{"foo":1,"replicas":2}}')).toMatchObject({
      object: { spec: { replicas: 2 } },
      warnings: ['unknown field "spec.foo"'],
    });
  });

  test.each([
    ['strategic', 'patch: Invalid value: "map[spec:map[replicas:x]]": unrecognized type: int32'],
    ['merge', 'json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32'],
  ] as const)('of the wrong type is refused: %s', (type, message) => {
    const refusal = carryOutPatch(set, type, '{"spec":{"replicas":"x"}}');
    expect(refusal).toMatchObject({ reason: 'Invalid', message: expect.stringContaining(message) as string });
  });
});
