import { kindOf } from '../../objects/index.ts';
import { textOf } from '../flags.ts';
import { createFlags, createNew, nameIn } from './create-new.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail } from './verb.ts';

const sources = {
  'from-literal': { takes: 'list', says: 'a key and its value: key=value' },
  'from-file': { takes: 'list', says: 'a file, under its own name or as key=file' },
} as const;

/** Makes a ConfigMap of literals and files. Models kubectl pkg/cmd/create/create_configmap.go. Left out: folders, files of variables. */
export const createConfigMap: Verb = {
  usage: 'create configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1]',
  does: 'Create a config map from a local file, directory or literal value',
  flags: { ...createFlags, ...sources },
  run(request, paper) {
    const name = nameIn(paper, request.args);
    const data = name === undefined ? undefined : readSources(request, paper);
    if (name === undefined || !data) return;
    const { apiVersion, kind } = kindOf('ConfigMap');
    createNew(request, paper, { apiVersion, data, kind, metadata: { name } });
  },
};

/** Makes a Secret of literals and files. Models kubectl pkg/cmd/create/create_secret.go. Left out: those for registries and TLS. */
export const createSecret: Verb = {
  usage: 'create secret generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1]',
  does: 'Create a secret from a local file, directory, or literal value',
  flags: { ...createFlags, ...sources, type: { takes: 'text', says: 'the type of the Secret' } },
  run(request, paper) {
    const [type, ...names] = request.args;
    if (type !== 'generic') return fail(paper, unknownCommand(request.args));
    const name = nameIn(paper, names);
    const data = name === undefined ? undefined : readSources(request, paper);
    if (name === undefined || !data) return;
    const { apiVersion, kind } = kindOf('Secret');
    const given = textOf(request.given, 'type');
    createNew(request, paper, {
      apiVersion,
      kind,
      metadata: { name },
      stringData: data,
      ...(given && { type: given }),
    });
  },
};

function unknownCommand(args: readonly string[]): string {
  return `unknown command ${JSON.stringify(args.join(' '))}\nSee 'kubectl create secret -h' for help and examples`;
}

function readSources({ given, files }: Request, paper: Paper): Readonly<Record<string, string>> | undefined {
  const data: Record<string, string> = {};
  for (const literal of given['from-literal'] ?? []) {
    const [, key, value = ''] = /^([^=]+)=(.*)$/s.exec(literal) ?? [];
    if (key === undefined) {
      fail(paper, `invalid literal source ${literal}, expected key=value`);
      return undefined;
    }
    data[key] = value;
  }
  for (const source of given['from-file'] ?? []) {
    const [key = '', path = key] = source.split('=');
    const text = files[path];
    if (text === undefined) {
      fail(paper, `error reading ${path}: no such file or directory`);
      return undefined;
    }
    data[path === key ? (path.split('/').at(-1) ?? path) : key] = text;
  }
  return data;
}
