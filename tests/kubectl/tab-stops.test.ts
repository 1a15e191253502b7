import { expect, test } from 'vitest';
import { layOutTabs } from '../../src/kubectl/tab-stops.ts';

test('a column is as wide as its widest cell in a run of lines, and two blanks more', () => {
  const text = layOutTabs('Name:\tkubia\nLabels:\tapp=kubia\n\ttier=front\nContainers:\n  Image:\tnginx');
  expect(text).toBe('Name:    kubia\nLabels:  app=kubia\n         tier=front\nContainers:\n  Image:  nginx');
});

test('a line without the second column ends the run of the second alone', () => {
  expect(layOutTabs('a\tlong cell\tx\nbb\tc\nd\te\tf')).toBe('a   long cell  x\nbb  c\nd   e  f');
});
