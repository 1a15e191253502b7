import type { Reader } from '../cluster/index.ts';
import type { ApiObject, Kind } from '../objects/index.ts';
import { groupOf, kinds, notFound, resourceOf } from '../objects/index.ts';
import type { Failure } from './failures.ts';
import { servedAll, servedOne } from './served.ts';
import { fieldSelector, labelSelector } from './selectors.ts';
import type { Test } from './selectors.ts';

/** What the words of a command point to: an object by name, or all of a kind. */
export interface Target {
  readonly kind: Kind;
  readonly name?: string;
}

/** The targets of a command, or why its words cannot be read. */
export type Targets =
  { readonly targets: readonly Target[]; readonly isMixed: boolean } | { readonly failure: Failure };

/** Which objects of the targets count. No namespace: all namespaces. */
export interface Scope {
  readonly namespace?: string;
  readonly labels: string;
  readonly fields: string;
}

/** The category `all`, in the order in which kubectl asks for its kinds. */
const all = [
  'Pod',
  'Service',
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'HorizontalPodAutoscaler',
  'Job',
];

/** The kind that a word such as `po`, `StatefulSets` or `statefulsets.v1.apps` means. */
export function findKind(word: string): Kind | undefined {
  const [name = '', ...suffix] = word.toLowerCase().split('.');
  const group = /^v[0-9]/.test(suffix[0] ?? '') ? suffix.slice(1).join('.') : suffix.join('.');
  const named = kinds.find((kind) => [kind.plural, kind.singular, ...kind.shortNames].includes(name));
  return named && (suffix.length === 0 || group === groupOf(named.apiVersion)) ? named : undefined;
}

/** Reads `sts/kubia pod/kubia-0`, `pods kubia-0 kubia-1`, `sts,pvc` or `all` (cli-runtime resource.Builder). */
export function readTargets(args: readonly string[], verb: string): Targets {
  const isSlashed = args.some((arg) => arg.includes('/'));
  const read = isSlashed ? args.map((arg) => slashed(arg, verb)) : typesAndNames(args);
  const failed = read.find((target) => 'failure' in target);
  if (failed && 'failure' in failed) return failed;
  const targets = read as readonly Target[];
  return { targets, isMixed: new Set(targets.map(({ kind }) => kind)).size > 1 || args[0] === 'all' };
}

type Read = Target | { readonly failure: Failure };

function slashed(arg: string, verb: string): Read {
  const [type = '', name = '', ...more] = arg.split('/');
  if (!arg.includes('/')) {
    const example = `'kubectl ${verb} resource/<resource_name>' instead of 'kubectl ${verb} resource resource/<resource_name>'`;
    const text = `there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. ${example}`;
    return { failure: { text } };
  }
  if (more.length > 0) return { failure: { text: 'arguments in resource/name form may not have more than one slash' } };
  if (type === '' || name === '') {
    return { failure: { text: 'arguments in resource/name form must have a single resource and name' } };
  }
  const kind = findKind(type);
  return kind ? { kind, name } : unknownType(type);
}

function typesAndNames([types = '', ...names]: readonly string[]): readonly Read[] {
  const words = types.split(',').flatMap((type) => (type === 'all' ? all : [type]));
  return words.flatMap((word): readonly Read[] => {
    const kind = findKind(word);
    if (!kind) return [unknownType(word)];
    return names.length === 0 ? [{ kind }] : names.map((name) => ({ kind, name }));
  });
}

/** kubectl's answer to a type that nobody serves. */
function unknownType(type: string): { readonly failure: Failure } {
  return { failure: { text: `the server doesn't have a resource type "${type}"` } };
}

/** The objects of the targets, in the order of the targets and then by name, and the names that are not there. */
export function findObjects(
  cluster: Reader,
  targets: readonly Target[],
  scope: Scope,
): { readonly objects: readonly ApiObject[]; readonly failures: readonly Failure[] } {
  const objects: ApiObject[] = [];
  const failures: Failure[] = [];
  for (const { kind, name } of targets) {
    const namespace = kind.namespaced ? scope.namespace : undefined;
    if (name !== undefined) {
      const object = servedOne(cluster, kind.kind, namespace, name);
      if (object) objects.push(object);
      else failures.push({ status: notFound(resourceOf(kind.kind), name) });
      continue;
    }
    const selection = selectionOf(kind, scope);
    if ('failure' in selection) failures.push(selection.failure);
    else objects.push(...servedAll(cluster, kind.kind, namespace).filter(selection.test));
  }
  return { objects, failures };
}

/** What the selectors let through, or the API server's complaint about them. */
export function selectionOf(
  kind: Kind,
  { labels, fields }: Scope,
): { readonly test: Test } | { readonly failure: Failure } {
  const byLabel = labelSelector(labels);
  const byField = fieldSelector(kind.kind, fields);
  const problem = 'problem' in byLabel ? byLabel.problem : 'problem' in byField ? byField.problem : undefined;
  if ('test' in byLabel && 'test' in byField) return { test: (object) => byLabel.test(object) && byField.test(object) };
  const resource = `${kind.apiVersion.includes('/') ? kind.apiVersion : `/${kind.apiVersion}`}, Resource=${kind.plural}`;
  const message = `Unable to find ${JSON.stringify(resource)} that match label selector ${JSON.stringify(labels)}, field selector ${JSON.stringify(fields)}: ${problem ?? ''}`;
  return { failure: { status: { kind: 'Status', code: 400, reason: 'BadRequest', message } } };
}
