import { kindOf } from '../../objects/index.ts';
import type { WatchFollow } from '../answer.ts';
import { warningsOfKind } from '../deprecations.ts';
import { readFiles } from '../documents.ts';
import { durationOf, isOn, textOf } from '../flags.ts';
import { isFormat, momentOf, printObjects, unknownFormat } from '../print.ts';
import type { Sheet } from '../table.ts';
import { findObjects, readTargets } from '../targets.ts';
import type { Target } from '../targets.ts';
import { watchRows } from '../watching.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, fileFlags, scopeOf, selectionFlags, warn } from './verb.ts';

/** Shows objects: as tables, as YAML or JSON, once or for as long as they change. */
export const get: Verb = {
  usage: 'get (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [options]',
  does: 'Display one or many resources',
  flags: {
    ...selectionFlags,
    ...fileFlags,
    output: { takes: 'text', short: 'o', says: 'wide, name, yaml, json, jsonpath=…, custom-columns=…' },
    watch: { takes: 'switch', short: 'w', says: 'go on with a row for every change' },
    'watch-only': { takes: 'switch' },
    'output-watch-events': { takes: 'switch' },
    'show-labels': { takes: 'switch', says: 'a column with all labels' },
    'show-kind': { takes: 'switch' },
    'label-columns': { takes: 'list', short: 'L', says: 'a column for each of these labels' },
    'no-headers': { takes: 'switch' },
    'sort-by': { takes: 'text', says: 'a field such as .metadata.creationTimestamp' },
    'ignore-not-found': { takes: 'switch' },
    'chunk-size': { takes: 'number' },
    'show-managed-fields': { takes: 'switch' },
    'allow-missing-template-keys': { takes: 'switch' },
  },
  run(request, paper) {
    const format = textOf(request.given, 'output') ?? '';
    const targets = targetsOf(request, paper);
    if (!targets) return;
    if (!isFormat(format)) return fail(paper, unknownFormat(format));
    if (isOn(request.given, 'watch') || isOn(request.given, 'watch-only')) return watch(request, paper, targets);
    show(request, paper, targets);
  },
};

interface Wanted {
  readonly targets: readonly Target[];
  readonly isMixed: boolean;
}

const nothingAsked = `You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.

error: Required resource not specified.
Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
See 'kubectl get -h' for help and examples
`;

function targetsOf(request: Request, paper: Paper): Wanted | undefined {
  const { args, given } = request;
  if (given['filename']) {
    const { documents, failures } = readFiles(request);
    paper.failures.push(...failures);
    const targets = documents.map(({ object }) => ({ kind: kindOf(object.kind), name: object.metadata.name }));
    return targets.length > 0 ? { targets, isMixed: new Set(targets.map(({ kind }) => kind)).size > 1 } : undefined;
  }
  if (args.length === 0) {
    paper.err += nothingAsked;
    paper.failures.push({ text: '' });
    return undefined;
  }
  const read = readTargets(args, 'get');
  if ('failure' in read) {
    paper.failures.push(read.failure);
    return undefined;
  }
  const isNamed = read.targets.some(({ name }) => name !== undefined);
  if (isNamed && (given['selector'] || given['field-selector'])) {
    fail(paper, 'name cannot be provided when a selector is specified');
    return undefined;
  }
  if (isNamed && isOn(given, 'all-namespaces')) {
    fail(paper, 'a resource cannot be retrieved by name across all namespaces');
    return undefined;
  }
  return read;
}

function show(request: Request, paper: Paper, { targets, isMixed }: Wanted): void {
  const { cluster, given } = request;
  const scope = scopeOf(request);
  for (const { kind } of targets) for (const text of warningsOfKind(kind.kind)) warn(paper, text);
  const { objects, failures } = findObjects(cluster, targets, scope);
  if (!isOn(given, 'ignore-not-found')) paper.failures.push(...failures);
  const isOne = targets.length === 1 && targets[0]?.name !== undefined;
  const sheet = sheetOf(request, isMixed);
  const printed = printObjects(objects, { sheet, isOne, sortBy: textOf(given, 'sort-by'), now: momentOf(cluster) });
  if ('problem' in printed) return fail(paper, printed.problem);
  paper.out += printed.text;
  const isSilent = printed.text !== '' || paper.failures.length > 0 || isOn(given, 'ignore-not-found');
  if (isSilent || !isTable(sheet)) return;
  const isCluster = scope.namespace === undefined || targets.some(({ kind }) => !kind.namespaced);
  paper.err += isCluster ? 'No resources found\n' : `No resources found in ${scope.namespace} namespace.\n`;
}

function isTable({ format }: Sheet): boolean {
  return format === '' || format === 'wide';
}

function sheetOf({ given }: Request, isMixed: boolean): Sheet {
  return {
    format: textOf(given, 'output') ?? '',
    widths: [],
    withHeader: !isOn(given, 'no-headers'),
    allNamespaces: isOn(given, 'all-namespaces'),
    withKind: isMixed || isOn(given, 'show-kind'),
    labelColumns: given['label-columns'] ?? [],
    withLabels: isOn(given, 'show-labels'),
    withEvents: isOn(given, 'output-watch-events'),
  };
}

function watch(request: Request, paper: Paper, { targets, isMixed }: Wanted): void {
  const [target] = targets;
  if (!target || targets.length > 1) {
    const text = isMixed
      ? 'you may only specify a single resource type'
      : 'watch is only supported on individual resources and resource collections';
    return fail(paper, `${text}${isMixed ? '' : ` - ${targets.length} resources were found`}`);
  }
  const scope = scopeOf(request);
  const { objects, failures } = findObjects(request.cluster, targets, scope);
  paper.failures.push(...failures);
  if (failures.length > 0) return;
  const timeout = durationOf(textOf(request.given, 'request-timeout') ?? '0');
  const follow: WatchFollow = {
    verb: 'get',
    kind: target.kind.kind,
    ...(target.kind.namespaced && scope.namespace !== undefined ? { namespace: scope.namespace } : {}),
    ...(target.name === undefined ? {} : { name: target.name }),
    labels: scope.labels,
    fields: scope.fields,
    sheet: sheetOf(request, isMixed),
    ...(timeout ? { until: request.cluster.state.now + timeout } : {}),
  };
  const first = isOn(request.given, 'watch-only') ? [] : objects;
  const { text, sheet } = watchRows(follow.sheet, first, momentOf(request.cluster));
  paper.out += text;
  paper.follow = { ...follow, sheet };
}
