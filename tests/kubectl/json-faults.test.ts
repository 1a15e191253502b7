import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault } from '../../src/kubectl/go-json-faults.ts';

const seed = 20260110;

function isRead(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('a text has a fault exactly when it cannot be read', () => {
  const written = fc
    .json()
    .chain((text) =>
      fc
        .tuple(
          fc.nat(text.length),
          fc.constantFrom('', 'x', '"', '\\', '{', ']', ',', ' ', '\n', '1', '\u0001'),
          fc.nat(3),
        )
        .map(([at, put, cut]) => text.slice(0, at) + put + text.slice(at + cut)),
    );
  fc.assert(
    fc.property(written, (text) => {
      expect(jsonFault(text) === undefined, text).toBe(isRead(text));
    }),
    { seed, numRuns: 3000 },
  );
});

test.each([
  ['{"a": 1} x', "invalid character 'x' after top-level value"],
  ['{"a": "b\nc"}', "invalid character '\\n' in string literal"],
  ['{"a": "\\q"}', "invalid character 'q' in string escape code"],
  ['{"a": "b', 'unexpected end of JSON input'],
])('%j is refused as Go refuses it', (text, fault) => expect(jsonFault(text)).toBe(fault));
