import { expect, test } from 'vitest';
import { layOut } from '../../src/kubectl/table.ts';

test('columns are as wide as their longest cell and three blanks, at least six; the last cell is bare', () => {
  const { text } = layOut([
    ['NAME', 'READY', 'A', 'AGE'],
    ['kubia-0', '1/1', '', '5s'],
  ]);
  expect(text).toBe('NAME      READY   A     AGE\nkubia-0   1/1           5s\n');
});

test('widths that are remembered never shrink, and a longer cell widens them from then on', () => {
  const first = layOut([['kubia-0', 'Pending', '0s']]);
  const longer = layOut([['kubia-0', 'ContainerCreating', '0s']], first.widths);
  const again = layOut([['kubia-0', 'Running', '1s']], longer.widths);
  expect(first.text + longer.text + again.text).toBe(
    'kubia-0   Pending   0s\nkubia-0   ContainerCreating   0s\nkubia-0   Running             1s\n',
  );
});

test('a cell ends at its first line break', () => {
  expect(layOut([['a\nb', 'c']]).text).toBe('a...   c\n');
});
