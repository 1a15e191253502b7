import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { manifestLengthMax, namelessMessage, readingErrors, readManifest } from '../../src/objects/index.ts';

const kubia = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kubia
spec:
  serviceName: kubia
  replicas: 2
  selector:
    matchLabels:
      app: kubia
  template:
    metadata:
      labels:
        app: kubia
    spec:
      containers:
      - name: kubia
        image: luksa/kubia-pet
`;

/** What `kubectl apply -f x.yaml` prints for the text, as far as reading goes. */
function printed(text: string): readonly string[] {
  return readingErrors(readManifest(text), 'x.yaml');
}

function places(text: string): readonly string[] {
  return readManifest(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

function parsing(words: string): readonly string[] {
  return [`error: error parsing x.yaml: error converting YAML to JSON: yaml: ${words}`];
}

function validating(words: string): readonly string[] {
  const advice = 'if you choose to ignore these errors, turn validation off with --validate=false';
  return [`error: error validating "x.yaml": error validating data: ${words}; ${advice}`];
}

describe('recorded: kubectl 1.36 says of a text that it cannot parse', () => {
  const unquoted = kubia.split('\n').length;
  test.each([
    ['a tab', kubia.replace('  replicas', '\treplicas'), 'line 7: found a tab character that violates indentation'],
    [
      'a key too far left',
      kubia.replace('  serviceName', 'serviceName'),
      'line 7: mapping values are not allowed in this context',
    ],
    [
      'a key too far right',
      kubia.replace('  replicas', '    replicas'),
      'line 7: mapping values are not allowed in this context',
    ],
    ['a forgotten colon', kubia.replace('replicas:', 'replicas'), "line 8: could not find expected ':'"],
    ['an open quote', kubia.replace('name: kubia', 'name: "kubia'), `line ${unquoted}: found unexpected end of stream`],
  ])('%s', (_, text, words) => {
    expect(printed(text)).toEqual(parsing(words));
  });
});

describe('go-yaml says of a text that it cannot parse', () => {
  test.each([
    ['a:\n    b: 1\n  c: 2\n', 'line 2: did not find expected key'],
    ['a:\n  - b\n  c: 1\n', "line 2: did not find expected '-' indicator"],
    ['- a\nb: 1\n', "line 1: did not find expected '-' indicator"],
    ['a: 1\nb: [x, y\nc: 2\n', "line 2: did not find expected ',' or ']'"],
    ['a: 1\nb: {x: 1\n', "line 2: did not find expected ',' or '}'"],
    ['a:\n  b: - c\n', 'line 2: block sequence entries are not allowed in this context'],
    ['a: 1\nb: @c\n', 'line 2: found character that cannot start any token'],
    ['a: "x"\n\tb: 1\n', 'line 2: found character that cannot start any token'],
    ['a: 1\nb: "\\q"\n', 'line 2: found unknown escape character'],
    ['a: 1\nb: ]\n', 'line 1: did not find expected node content'],
    ['a: b: c\n', 'mapping values are not allowed in this context'],
    ['hello\na: 1\n', 'line 2: mapping values are not allowed in this context'],
    ['a: 1\nb\n', "line 3: could not find expected ':'"],
    ['a: *x\n', "unknown anchor 'x' referenced"],
    ['name: {{ value }}\n', 'invalid map key: map[interface {}]interface {}{"value":interface {}(nil)}'],
    ['a: \u0007\n', 'control characters are not allowed'],
  ])('%j', (text, words) => {
    expect(printed(text)).toEqual(parsing(words));
  });
});

test('lines count from the beginning of the document for kubectl, and from that of the file for the editor', () => {
  const text = `${kubia}---\na: 1\nb: @c\n`;
  expect(printed(text)).toEqual(parsing('line 2: found character that cannot start any token'));
  expect(places(text).at(-1)).toMatch(/^21:4 /);
});

test('what comes before a document that cannot be parsed is read, what comes after is not', () => {
  const manifest = readManifest(`${kubia}---\na: [\n---\n${kubia}`);
  expect(manifest.documents.map(({ object }) => object.kind)).toEqual(['StatefulSet']);
});

test('recorded: an object must say its apiVersion and its kind', () => {
  expect(printed(kubia.replace('apiVersion: apps/v1\n', ''))).toEqual(validating('apiVersion not set'));
  expect(printed(kubia.replace('kind: StatefulSet\n', ''))).toEqual(validating('kind not set'));
  expect(printed('a: 1\n')).toEqual(validating('[apiVersion not set, kind not set]'));
  expect(printed('hello\n')).toEqual(validating('invalid object to validate'));
});

test('recorded: an object without a name is only found out when the API server is asked for it', () => {
  const text = kubia.replace('metadata:\n  name: kubia', 'metadata: {}');
  const { documents } = readManifest(text);
  expect(printed(text)).toEqual([]);
  expect(places(text)).toEqual(['3:1 resource name may not be empty']);
  const [first] = documents;
  if (!first) throw new Error('The nameless object was not read.');
  expect(namelessMessage('noname.yaml', first.object, 'statefulsets', 'default')).toBe(
    [
      'error: error when retrieving current configuration of:',
      'Resource: "apps/v1, Resource=statefulsets", GroupVersionKind: "apps/v1, Kind=StatefulSet"',
      'Name: "", Namespace: "default"',
      'from server for: "noname.yaml": resource name may not be empty',
    ].join('\n'),
  );
});

test('recorded: a key given twice is applied in silence, and the last one counts; the editor warns', () => {
  const text = kubia.replace('  replicas: 2\n', '  replicas: 2\n  replicas: 3\n');
  const { documents, problems } = readManifest(text);
  expect(documents[0]?.object.spec).toMatchObject({ replicas: 3 });
  expect(printed(text)).toEqual([]);
  expect(problems).toMatchObject([{ line: 8, column: 3, endColumn: 11, severity: 'warning' }]);
});

test('empty texts, comments and empty documents hold nothing, and that is no error here', () => {
  for (const text of ['', '\n\n', '# nothing\n', '---\n', '---\n---\n# x\n---\nnull\n']) {
    expect(readManifest(text)).toEqual({ documents: [], problems: [] });
  }
});

test('a separator has nothing but a comment behind it', () => {
  expect(printed(`${kubia}--- # more\n${kubia}`)).toEqual([]);
  expect(printed(`${kubia}--- more\n`)).toEqual(['error: error parsing x.yaml: invalid Yaml document separator: more']);
});

test('a List is its items, each with its place', () => {
  const text = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: PersistentVolume
  metadata: {name: pv-a}
- apiVersion: v1
  kind: PersistentVolume
  metadata: {name: pv-b}
`;
  const { documents } = readManifest(text);
  expect(documents.map(({ index, range }) => [index, range.line])).toEqual([
    [0, 4],
    [1, 7],
  ]);
  expect(documents[1]?.rangeOf('metadata.name')).toEqual({ line: 9, column: 20, endLine: 9, endColumn: 24 });
});

test('JSON is read as well, tabs and all, one object after another', () => {
  const { documents, problems } = readManifest(
    '{\n\t"apiVersion": "v1",\n\t"kind": "Pod",\n\t"metadata": {"name": "a"}\n}\n{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"}}',
  );
  expect(problems).toEqual([]);
  expect(documents.map(({ object }) => object.metadata)).toEqual([{ name: 'a' }, { name: 'b' }]);
  expect(documents[0]?.rangeOf('kind', 'key')).toEqual({ line: 3, column: 2, endLine: 3, endColumn: 8 });
});

test('a field is found by the path the API server prints, and a missing one by what is around it', () => {
  const [document] = readManifest(kubia).documents;
  expect(document?.rangeOf('spec.template.spec.containers[0].image')).toMatchObject({ line: 18, column: 16 });
  expect(document?.rangeOf('spec.template.spec.containers[0].image', 'key')).toMatchObject({ line: 18, column: 9 });
  expect(document?.rangeOf('spec.template.spec.containers[0].ports[0].name')).toMatchObject({ line: 17, column: 9 });
  expect(document?.rangeOf('spec.updateStrategy')).toMatchObject({ line: 5, column: 1, endColumn: 5 });
  expect(document?.rangeOf('spec.selector.matchLabels[app]')).toMatchObject({ line: 10, column: 12 });
});

test('plain scalars mean what they mean to kubectl', () => {
  const text = `apiVersion: v1
kind: X
metadata: {name: x}
data: [yes, Off, n, 0644, 0x1F, 1_000, 1e3, 08, .5, 2026-01-01, ~, "yes", v1.2, 12:30, !!str 5]
`;
  expect(readManifest(text).documents[0]?.object.data).toEqual([
    true,
    false,
    false,
    420,
    31,
    1000,
    1000,
    8,
    0.5,
    '2026-01-01',
    null,
    'yes',
    'v1.2',
    '12:30',
    '5',
  ]);
});

test('anchors and merge keys work, and a key called __proto__ is a key', () => {
  const text = 'apiVersion: v1\nkind: X\nmetadata: &m {name: x}\nmore: {<<: *m, a: 1}\n__proto__: {b: 2}\n';
  const object = readManifest(text).documents[0]?.object;
  expect(object?.more).toEqual({ a: 1, name: 'x' });
  expect(Object.keys(object ?? {})).toContain('__proto__');
});

test('aliases cannot blow up, nor contain themselves', () => {
  const levels = Array.from({ length: 20 }, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`);
  expect(printed(`a0: &a0 x\n${levels.join('\n')}\n`)).toEqual(parsing('document contains excessive aliasing'));
  expect(printed('a: &a [*a]\n')).toEqual(parsing("anchor 'a' value contains itself"));
});

test('what is too long, too deep or no text is refused before it is parsed', () => {
  expect(places('a: b\n'.repeat(1_000_000))).toEqual([
    `1:1 the text has 5000000 characters; at most ${manifestLengthMax} are read here`,
  ]);
  for (const deep of ['[', '{', '- ', '? ']) {
    expect(places(deep.repeat(100_000))).toEqual(['1:1 lists and maps lie in each other more than 200 deep']);
  }
});

test('no text makes reading throw, and every problem has a place in the text', () => {
  const token = fc.constantFrom(
    'a',
    ':',
    ' ',
    '\n',
    '\t',
    '-',
    '- ',
    ': ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '#',
    '&a ',
  );
  const more = fc.constantFrom(
    '*a',
    '|',
    '>',
    '!',
    '%',
    '@',
    '---\n',
    '...\n',
    '? ',
    '<<: ',
    'kind: Pod\n',
    'é',
    '\r\n',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.oneof(token, more), { maxLength: 60 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (given) => {
      const lines = given.split('\n').length;
      const { documents, problems } = readManifest(given);
      for (const { line, endLine, column, endColumn } of [...problems, ...documents.map(({ range }) => range)]) {
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
        expect(endLine).toBeLessThanOrEqual(lines);
        expect(endLine * 1e6 + endColumn).toBeGreaterThanOrEqual(line * 1e6 + column);
      }
    }),
    { numRuns: 2000 },
  );
});
