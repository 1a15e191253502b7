import { describe, expect, test } from 'vitest';
import { addressRules } from './house/addresses.ts';
import { coreRules } from './house/core.ts';
import { exportRules } from './house/exports.ts';
import { importRules } from './house/imports.ts';
import { lengthRules } from './house/lengths.ts';
import { nameRules } from './house/names.ts';
import { quoteRules } from './house/quotes.ts';
import { houseOf, readHouse } from './house/source.ts';

const house = readHouse();
const rules = [
  ...importRules,
  ...coreRules,
  ...lengthRules,
  ...exportRules,
  ...nameRules,
  ...addressRules,
  ...quoteRules,
];

describe('the house keeps its rules', () => {
  for (const rule of rules) test(rule.title, () => expect(rule.check(house)).toEqual([]));
});

describe('each rule sees who breaks it, and nobody else', () => {
  for (const { title, check, bad, good = [] } of rules) {
    test(title, () => {
      for (const files of bad) expect(check(houseOf(files)), JSON.stringify(files)).not.toEqual([]);
      for (const files of good) expect(check(houseOf(files)), JSON.stringify(files)).toEqual([]);
    });
  }
});

test('the house is read as a whole', () => {
  const paths = house.map(({ path }) => path);
  for (const path of ['README.md', 'src/cluster/index.ts', 'tests/house.test.ts']) expect(paths).toContain(path);
});
