import type { Reader } from '../../cluster/index.ts';
import { get } from '../../cluster/index.ts';
import type { ApiObject } from '../../objects/index.ts';
import { conditionOf, keyFor, keyOf, kindOf, readKey } from '../../objects/index.ts';
import type { Answer, WaitFollow } from '../answer.ts';
import type { Failure } from '../failures.ts';
import { spellFailures } from '../failures.ts';
import { durationOf, textOf } from '../flags.ts';
import { readPath } from '../json-path.ts';
import { nameOf } from '../object-name.ts';
import { readTargets } from '../targets.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, outputFlags } from './verb.ts';

/** Waits until objects are as asked, or gone, or there. Models kubectl pkg/cmd/wait/wait.go. */
export const wait: Verb = {
  usage:
    "wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  does: 'Wait for a specific condition on one or many resources',
  flags: {
    ...choiceFlags,
    ...outputFlags,
    for: { takes: 'text', says: "condition=Ready, delete, create or jsonpath='{.status.phase}'=Running" },
    timeout: { takes: 'text', says: 'how long to wait; 30s if not given' },
  },
  run(request, paper) {
    const { given, cluster } = request;
    const text = textOf(given, 'for');
    const test = text === undefined ? undefined : readTest(text);
    if (!test) return fail(paper, `unrecognized condition: ${text === undefined ? '[]' : JSON.stringify(text)}`);
    const left = test.is === 'create' ? namedKeys(request, paper) : foundOnes(request, paper, test.is === 'delete');
    if (!left) return;
    const timeout = durationOf(textOf(given, 'timeout') ?? '30s') ?? weekMs;
    const code = paper.failures.length > 0 ? 1 : 0;
    const answer = goOnWaiting(cluster, { verb: 'wait', test, left, code, until: cluster.state.now + timeout });
    paper.out += answer.out;
    paper.err += answer.err;
    if (answer.follow) paper.follow = answer.follow;
    else if (answer.code !== code) fail(paper, '');
  },
};

// A negative timeout is no duration here and means a week, as in kubectl.
const weekMs = 7 * 24 * 3_600_000;

type Test = WaitFollow['test'];

function readTest(text: string): Test | undefined {
  if (text.toLowerCase() === 'delete') return { is: 'delete' };
  if (text.toLowerCase() === 'create') return { is: 'create' };
  const [, type, status] = /^condition=([^=]+)(?:=(.*))?$/.exec(text) ?? [];
  if (type !== undefined) return { is: 'condition', type, status: status ?? 'true' };
  const [, path, value] = /^jsonpath=['"]?(\{[^}]*\})['"]?(?:=(.*))?$/.exec(text) ?? [];
  if (path === undefined) return undefined;
  const inner = path.slice(1, -1);
  return { is: 'path', path: inner, ...(value === undefined ? {} : { value: value.replace(/^(['"])(.*)\1$/, '$2') }) };
}

type Awaited = WaitFollow['left'][number];

/** The objects that are there; whoever waits for one to go does not mind that it has gone already. */
function foundOnes(request: Request, paper: Paper, isForDeletion: boolean): readonly Awaited[] | undefined {
  const chosen = chosenObjects(request, paper, 'wait');
  if (!chosen) return undefined;
  if (!isForDeletion) paper.failures.push(...chosen.failures);
  if (chosen.objects.length === 0 && chosen.failures.length === 0) fail(paper, 'no matching resources found');
  return chosen.objects.map((object) => ({
    key: keyOf(object),
    uid: object.metadata.uid ?? '',
    name: nameOf(object),
  }));
}

function namedKeys({ args, namespace }: Request, paper: Paper): readonly Awaited[] | undefined {
  const read = readTargets(args, 'wait');
  if ('failure' in read) {
    paper.failures.push(read.failure);
    return undefined;
  }
  return read.targets.map(({ kind, name = '' }) => {
    const key = keyFor(kind.kind, kind.namespaced ? namespace : undefined, name);
    return { key, uid: '', name: nameOf({ kind: kind.kind, apiVersion: kind.apiVersion, metadata: { name } }) };
  });
}

/** Says of one object after the other that it is as asked; when time is up, of all others that they are not. */
export function goOnWaiting(cluster: Reader, follow: WaitFollow): Answer {
  const { test, until, code } = follow;
  const left = [...follow.left];
  const failures: Failure[] = [];
  const isLate = cluster.state.now >= until;
  let out = '';
  for (let next = left[0]; next; next = left[0]) {
    const isMet = holds(get(cluster, next.key), next, test);
    if (!isMet && !isLate) return { out, err: '', changes: [], follow: { ...follow, left } };
    if (isMet) out += `${next.name} condition met\n`;
    else
      failures.push({
        text: `timed out waiting for the condition${test.is === 'create' ? '' : ` on ${pathOf(next)}`}`,
      });
    left.shift();
  }
  return { out, err: spellFailures(failures), code: failures.length > 0 ? 1 : code, changes: [] };
}

function pathOf({ key }: Awaited): string {
  const { kind, name } = readKey(key);
  return `${kindOf(kind).plural}/${name}`;
}

function holds(object: ApiObject | undefined, { uid }: Awaited, test: Test): boolean {
  if (test.is === 'delete') return object?.metadata.uid !== uid;
  if (test.is === 'create') return object !== undefined;
  if (!object) return false;
  if (test.is === 'path') {
    const [value] = readPath(object, test.path);
    return value !== undefined && (test.value === undefined || String(value) === test.value);
  }
  return isTrue(object, test.type, test.status);
}

/** A status that speaks of an older generation does not count. */
function isTrue(object: ApiObject, type: string, status: string): boolean {
  const { observedGeneration } = (object.status as { readonly observedGeneration?: number } | undefined) ?? {};
  if (observedGeneration !== undefined && observedGeneration < (object.metadata.generation ?? 0)) return false;
  const named = [type, type[0]!.toUpperCase() + type.slice(1)].map((name) => conditionOf(object, name));
  return named.some((condition) => condition?.status.toLowerCase() === status.toLowerCase());
}
