/** The program `ordinal` of the terminal: what kubectl has no verb for. It is learnt with the rarer verbs of kubectl. */
import { breakTarget, faults, healTarget, setGate } from '../cluster/index.ts';
import type { Cluster, Reader } from '../cluster/index.ts';
import type { Answer } from '../kubectl/index.ts';
import { fullTarget, splitTarget, targetKinds, typedTarget } from './fault-targets.ts';

/** What `ordinal` can be asked for. */
const commands: Readonly<Record<string, (cluster: Cluster, words: readonly string[]) => Answer>> = {
  break: (cluster, words) => change(cluster, 'break', words),
  heal: (cluster, words) => change(cluster, 'heal', words),
  gate,
};

const toHelp = 'ordinal break --help lists what can be broken.';
const willWait = 'There is nothing of this name now; the fault waits for it.';

/** Runs the words behind `ordinal`. */
export function ordinal(cluster: Cluster, [command = '', ...words]: readonly string[]): Answer {
  const run = commands[command];
  if (run) return words.some(isHelp) && command !== 'gate' ? printed(helpText()) : run(cluster, words);
  if (command === '' || isHelp(command) || command === 'help') return printed(`${usage}\n${gateUsage}`);
  return wrong(`unknown command "${command}" for "ordinal"; it knows ${Object.keys(commands).join(', ')}`, toHelp);
}

/** The words that could be the last one of a line that begins with `ordinal`. */
export function completeOrdinal(cluster: Reader, [command, target]: readonly string[]): readonly string[] {
  const { faults: broken, settings } = cluster.state;
  if (command === undefined) return Object.keys(commands);
  if (command === 'gate') return Object.keys(settings.gates).flatMap((name) => [`${name}=true`, `${name}=false`]);
  if (command !== 'break' && command !== 'heal') return [];
  if (target === undefined) return command === 'heal' ? Object.keys(broken).map(typedTarget) : breakable(cluster);
  return command === 'heal' ? (broken[fullTarget(target)] ?? []) : faultsOf(target).map(({ name }) => name);
}

function breakable(cluster: Reader): readonly string[] {
  return [...new Set(faults.map(({ target }) => target))].flatMap((kind) => {
    const { hole, names } = targetKinds[kind] ?? {};
    return hole ? (names?.(cluster) ?? []).map((name) => `${kind}/${name}`) : [kind];
  });
}

/** The faults that a target can have. */
function faultsOf(target: string): typeof faults {
  const [kind, name] = splitTarget(target);
  const { hole } = targetKinds[kind] ?? {};
  return (name === '') === (hole === undefined) ? faults.filter((fault) => fault.target === kind) : [];
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

function printed(out: string): Answer {
  return { out, err: '', code: 0, changes: [] };
}

function wrong(message: string, hint: string): Answer {
  return { out: '', err: `error: ${message}\n`, code: 1, changes: [], hint };
}

function change(cluster: Cluster, verb: 'break' | 'heal', words: readonly string[]): Answer {
  const [target, what, ...more] = words;
  if (target === undefined || more.length > 0 || (verb === 'break' && what === undefined)) {
    const needs = verb === 'break' ? 'what is to break' : 'at most one fault';
    return wrong(`ordinal ${verb} needs a target and ${needs}`, toHelp);
  }
  const known = faultsOf(target);
  if (known.length === 0) return wrong(`nothing can be broken at "${target}"`, toHelp);
  const [kind] = splitTarget(target);
  if (what !== undefined && !known.some(({ name }) => name === what))
    return wrong(`"${what}" cannot be broken at a ${kind}`, toHelp);
  return verb === 'break' ? breakNow(cluster, target, what ?? '') : heal(cluster, target, what);
}

function breakNow(cluster: Cluster, target: string, what: string): Answer {
  const [kind, name] = splitTarget(target);
  const { names, mayWait, hole } = targetKinds[kind] ?? {};
  const isThere = !hole || names?.(cluster).includes(typedTarget(`${kind}/${name}`).slice(kind.length + 1));
  if (!isThere && !mayWait) return wrong(`there is no ${kind} "${name}"`, toHelp);
  const answer = printed(`${target} ${what} broken\n`);
  const changes = breakTarget(cluster, fullTarget(target), what);
  return { ...answer, changes, ...(!isThere && { hint: willWait }) };
}

function heal(cluster: Cluster, target: string, what: string | undefined): Answer {
  const full = fullTarget(target);
  const before = cluster.state.faults[full] ?? [];
  const shown = `${target}${what === undefined ? '' : ` ${what}`}`;
  const isBroken = what === undefined ? before.length > 0 : before.includes(what);
  if (!isBroken) return wrong(`${shown} is not broken`, 'ordinal heal and the Tab key list what is broken now.');
  return { ...printed(`${shown} healed\n`), changes: healTarget(cluster, full, what) };
}

const usage = 'Usage:\n  ordinal break TARGET WHAT\n  ordinal heal TARGET [WHAT]\n';
const gateUsage = '  ordinal gate NAME=true|false\n';

function helpText(): string {
  const rows = faults.map(({ target, name, about }) => {
    const { hole } = targetKinds[target] ?? {};
    return `  ${(hole ? `${target}/${hole}` : target).padEnd(14)} ${name.padEnd(12)} ${about}`;
  });
  return `${usage}\n${rows.join('\n')}\n`;
}

/** `ordinal gate NAME=true`: only gates that change something here are known. */
function gate(cluster: Cluster, [setting = '', ...more]: readonly string[]): Answer {
  const { gates } = cluster.state.settings;
  const known = Object.entries(gates).map(([name, isOpen]) => `  ${name}=${isOpen}`);
  if (setting === '' || isHelp(setting))
    return printed(`Usage:\n${gateUsage}\nThe feature gates now:\n${known.join('\n')}\n`);
  const [name = '', value] = setting.split('=');
  const toGates = 'ordinal gate --help lists the feature gates.';
  if (!(name in gates))
    return wrong(`no feature gate "${name}" changes anything here; known: ${Object.keys(gates).join(', ')}`, toGates);
  if (more.length > 0 || (value !== 'true' && value !== 'false'))
    return wrong(`say ${name}=true or ${name}=false`, toGates);
  setGate(cluster, name, value === 'true');
  return printed(`${name}=${value}\n`);
}
