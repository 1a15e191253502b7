import type { Reader } from '../cluster/index.ts';
import { list } from '../cluster/index.ts';
import { kinds } from '../objects/index.ts';
import type { Pod } from '../objects/index.ts';
import { globalFlags } from './flags.ts';
import { findKind } from './targets.ts';
import { verbs } from './verbs/known.ts';
import type { Verb } from './verbs/verb.ts';

/** Values that a flag has few of, by its long name. */
const values: Readonly<Record<string, readonly string[]>> = {
  output: ['wide', 'name', 'yaml', 'json', 'jsonpath=', 'custom-columns='],
  cascade: ['background', 'foreground', 'orphan'],
  'dry-run': ['client', 'server'],
  type: ['json', 'merge', 'strategic'],
};

/** The words that could stand at the end of the line: verbs, types, names and flags; whole words, sorted. */
export function complete(cluster: Reader, line: string): readonly string[] {
  const words = line.split(/\s+/);
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1).filter((word) => word !== '');
  return [...new Set(candidates(cluster, before, last))]
    .filter((word) => word.startsWith(last) && word !== last)
    .sort();
}

function candidates(cluster: Reader, before: readonly string[], last: string): readonly string[] {
  const [program, ...words] = before;
  if (program === undefined) return ['kubectl'];
  if (program !== 'kubectl') return [];
  const place = words.findIndex((word) => !word.startsWith('-'));
  const [name = '', second = ''] = place < 0 ? [] : words.slice(place);
  if (place < 0) return Object.keys(verbs).map(firstWord);
  const long = `${name} ${second}`;
  const verb = verbs[long] ?? verbs[name];
  if (!verb) return second === '' ? secondWords(name) : [];
  if (last.startsWith('-')) return flagWords(verb, last);
  const flag = flagBefore(verb, before.at(-1) ?? '');
  if (flag === 'namespace') return list(cluster, 'Namespace').map(({ metadata }) => metadata.name);
  const behind = place + (verbs[long] ? 2 : 1);
  const args = words.slice(behind).filter((word) => !word.startsWith('-'));
  if (flag === 'container') return containersOf(cluster, args);
  if (flag !== undefined) return values[flag] ?? [];
  if (ofPods.has(name) && !last.includes('/')) return words.includes('--') ? [] : podWords(cluster, name, args);
  return name === 'run' ? [] : typesOrNames(cluster, args, last);
}

/** Verbs whose first word is a pod, where it does not say what else it is. */
const ofPods = new Set(['attach', 'cp', 'exec', 'logs', 'port-forward']);

function podWords(cluster: Reader, verb: string, args: readonly string[]): readonly string[] {
  const names = list(cluster, 'Pod').map(({ metadata }) => metadata.name);
  if (verb === 'cp') return names.map((name) => `${name}:`);
  return args.length === 0 ? names : [];
}

function containersOf(cluster: Reader, args: readonly string[]): readonly string[] {
  const pods = list<Pod>(cluster, 'Pod').filter(({ metadata }) => args.includes(metadata.name));
  return pods.flatMap(({ spec }) => [...spec.containers, ...(spec.initContainers ?? [])].map(({ name }) => name));
}

function firstWord(verb: string): string {
  return verb.split(' ')[0] ?? '';
}

function secondWords(first: string): readonly string[] {
  return Object.keys(verbs).flatMap((verb) => (verb.startsWith(`${first} `) ? [verb.slice(first.length + 1)] : []));
}

function flagWords(verb: Verb, last: string): readonly string[] {
  const flags = { ...globalFlags, ...verb.flags };
  const [name = '', value] = last.slice(2).split('=');
  if (value !== undefined) return (values[name] ?? []).map((text) => `--${name}=${text}`);
  return Object.entries(flags).map(([long, { takes }]) =>
    takes === 'switch' || takes === 'optional' ? `--${long}` : `--${long}=`,
  );
}

/** The long name of the flag that waits for its value, if the word is one. */
function flagBefore(verb: Verb, word: string): string | undefined {
  const flags = Object.entries({ ...globalFlags, ...verb.flags });
  const found = flags.find(
    ([long, { short }]) => word === `--${long}` || (short !== undefined && word === `-${short}`),
  );
  return found && found[1].takes !== 'switch' && found[1].takes !== 'optional' ? found[0] : undefined;
}

function typesOrNames(cluster: Reader, args: readonly string[], last: string): readonly string[] {
  const [type] = last.includes('/') ? last.split('/') : args;
  const kind = type === undefined ? undefined : findKind(type);
  if (!kind)
    return args.length > 0
      ? []
      : ['all', ...kinds.flatMap(({ plural, singular, shortNames }) => [plural, singular, ...shortNames])];
  const names = list(cluster, kind.kind).map(({ metadata }) => metadata.name);
  return last.includes('/') ? names.map((name) => `${type}/${name}`) : names.filter((name) => !args.includes(name));
}
