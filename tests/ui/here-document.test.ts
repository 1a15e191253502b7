import { expect, test } from 'vitest';
import { actOf, endWord } from '../../src/ui/terminal/here-document.ts';

test.each([
  ['kubectl apply -f - <<EOF', 'EOF'],
  ["kubectl apply -f - << 'END'", 'END'],
  ['kubectl apply -f - <<-"X-1"', 'X-1'],
  ['kubectl get pods', undefined],
])('%s is open until %s', (line, word) => {
  expect(endWord(line)).toBe(word);
});

test('the body becomes the file - and the line stands without the document', () => {
  const act = actOf('kubectl apply -f - <<EOF', ['kind: Pod', '  a: 1']);
  expect(act).toEqual({ line: 'kubectl apply -f -', files: { '-': 'kind: Pod\n  a: 1\n' } });
});

test('<<- takes the tabs from the head of every line', () => {
  expect(actOf('kubectl apply -f - <<-EOF', ['\t\tkind: Pod']).files).toEqual({ '-': 'kind: Pod\n' });
});

test('a line without a document is itself', () => {
  expect(actOf('kubectl get pods', [])).toEqual({ line: 'kubectl get pods' });
});
