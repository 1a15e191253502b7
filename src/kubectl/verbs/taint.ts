import type { ApiObject, Node, Taint } from '../../objects/index.ts';
import { isApiError } from '../../objects/index.ts';
import { taintText } from '../describers/index.ts';
import { isOn } from '../flags.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, outputFlags, report, write } from './verb.ts';

/** Puts taints on nodes and takes them away. Models kubectl pkg/cmd/taint. */
export const taint: Verb = {
  usage: 'taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  does: 'Update the taints on one or more nodes',
  flags: {
    ...choiceFlags,
    ...dryRunFlags,
    ...outputFlags,
    overwrite: { takes: 'switch', says: 'also change taints that are there' },
  },
  run(request, paper) {
    const { args } = request;
    const first = args.findIndex(isSpec);
    const resources = first < 0 ? args : args.slice(0, first);
    const specs = first < 0 ? [] : args.slice(first);
    const late = specs.find((word) => !isSpec(word));
    if (late !== undefined) return fail(paper, `all resources must be specified before taint changes: ${late}`);
    if (resources.length === 0) return fail(paper, 'one or more resources must be specified as <resource> <name>');
    if (specs.length === 0) return fail(paper, 'at least one taint update is required');
    const wanted = readTaints(specs);
    if ('problem' in wanted) return fail(paper, `${wanted.problem}\nSee 'kubectl taint -h' for help and examples`);
    const chosen = chosenObjects(request, paper, 'taint', { args: resources });
    if (!chosen) return;
    const rehearsal = rehearse(request);
    for (const object of chosen.objects) changeOne(rehearsal.request, paper, object, wanted, rehearsal.suffix);
    paper.failures.push(...chosen.failures);
  },
};

function isSpec(word: string): boolean {
  return word.includes('=') || word.includes(':') || word.endsWith('-');
}

interface Wanted {
  readonly added: readonly Taint[];
  readonly removed: readonly Partial<Taint>[];
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Reads `key=value:Effect`, `key:Effect`, `key:Effect-` and `key-` (parseTaints). */
function readTaints(specs: readonly string[]): Wanted | { readonly problem: string } {
  const added: Taint[] = [];
  const removed: Partial<Taint>[] = [];
  for (const spec of specs) {
    const [, key = '', value, effect, minus] = /^([^=:]+?)(?:=([^:]*))?(?::(.*?))?(-?)$/.exec(spec) ?? [];
    const isKnownEffect = effects.includes(effect ?? '');
    if (key === '' || (effect === undefined && minus === '')) return { problem: `invalid taint spec: ${spec}` };
    if (effect !== undefined && !isKnownEffect) {
      return { problem: `invalid taint effect: ${effect}, unsupported taint effect` };
    }
    const taint = { key, ...(value ? { value } : {}), ...(isKnownEffect ? { effect: effect as Taint['effect'] } : {}) };
    if (minus === '-') removed.push(taint);
    else added.push(taint as Taint);
  }
  return { added, removed };
}

function changeOne(request: Request, paper: Paper, object: ApiObject, wanted: Wanted, suffix: string): void {
  if (object.kind !== 'Node')
    return fail(paper, `invalid resource type ${object.kind.toLowerCase()}, only node(s) is supported`);
  const node = object as Node;
  const { taints: before = [] } = node.spec;
  const isFree = isOn(request.given, 'overwrite');
  const taken = wanted.added.filter((each) => before.some((old) => isSame(old, each)));
  if (taken.length > 0 && !isFree) {
    const keys = taken.map(({ key }) => key).join(',');
    return fail(
      paper,
      `node ${node.metadata.name} already has [${keys}] taint(s) with same effect(s) and --overwrite is false`,
    );
  }
  const all = [...wanted.added, ...before.filter((old) => !wanted.added.some((each) => isSame(old, each)))];
  const missing = wanted.removed.filter((gone) => !all.some((each) => isMeant(each, gone)));
  for (const each of missing) fail(paper, `taint ${JSON.stringify(taintText(each))} not found`);
  if (missing.length > 0) return;
  const taints = all.filter((each) => !wanted.removed.some((gone) => isMeant(each, gone)));
  const { taints: _, ...spec } = node.spec;
  const next = { ...node, spec: taints.length > 0 ? { ...spec, taints } : spec };
  const answer = write(request, paper, { verb: 'update', object: next });
  if (isApiError(answer)) paper.failures.push({ status: answer });
  else
    report(
      request,
      paper,
      answer,
      `${wordFor(all.length > before.length, wanted.removed.length > 0, isFree)}${suffix}`,
    );
}

/** A node has a key only once for each effect. */
function isSame(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}

/** What is taken away without an effect goes with all of them. */
function isMeant(taint: Taint, { key, effect }: Partial<Taint>): boolean {
  return taint.key === key && (effect === undefined || taint.effect === effect);
}

function wordFor(hasMore: boolean, hasRemoved: boolean, isFree: boolean): string {
  if ((hasMore && hasRemoved) || isFree) return 'modified';
  return hasMore ? 'tainted' : 'untainted';
}
