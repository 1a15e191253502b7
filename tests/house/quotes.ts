import ts from 'typescript';
import { nodesOf, problem } from './source.ts';
import type { Rule, Source } from './source.ts';

type Said = ts.CallExpression & { readonly arguments: readonly [ts.StringLiteral] };

/** `say('…')`, and what it says. */
function isSaid(node: ts.Node): node is Said {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'say') return false;
  return node.arguments[0] !== undefined && ts.isStringLiteralLike(node.arguments[0]);
}

/** Is it what something called `wait` is made of? */
function isWait({ parent }: ts.Node): boolean {
  if (ts.isConditionalExpression(parent)) return isWait(parent);
  if (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent)) return parent.name.getText() === 'wait';
  return ts.isCallExpression(parent) && /^wait/i.test(parent.expression.getText());
}

/** The sentence with something in each of its holes. */
function quoted(text: string): RegExp {
  const escaped = (part: string): string => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    text
      .split(/\{\w+\}/)
      .map(escaped)
      .join('.{1,200}?'),
  );
}

function unquoted(sources: readonly Source[]): readonly string[] {
  const tests = sources.filter(({ path }) => /^(tests|lessons)\//.test(path) && !path.startsWith('tests/house/'));
  const all = tests.map(({ text }) => text).join('\n');
  return sources
    .filter(({ path }) => path.startsWith('src/cluster/'))
    .flatMap((source) =>
      nodesOf(source, isSaid)
        .filter((node) => isWait(node) && !quoted(node.arguments[0].text).test(all))
        .map((node) => problem(source, node, `no test quotes "${node.arguments[0].text}"`)),
    );
}

const waits: Rule = {
  title: 'every reason to wait is quoted by a test',
  check: unquoted,
  bad: [
    { 'src/cluster/a.ts': "const answer = { wait: say('{pod} is late', { pod }) };" },
    {
      'src/cluster/a.ts': "const wait = isLate ? say('{pod} is late', it) : say('{pod} is early', it);",
      'tests/a.test.ts': "expect(said).toBe('web-0 is late');",
    },
  ],
  good: [
    {
      'src/cluster/a.ts': "const answer = waitOf(pod, say('{pod} waits for {claim} to come', it));",
      'tests/a.story': 'web-0 waits for data-web-0 to come',
    },
    { 'src/cluster/a.ts': "const answer = { what: say('creates {pod}', it) };" },
  ],
};

/** What keeps the reasons of waits true: a story that has seen each. */
export const quoteRules: readonly Rule[] = [waits];
