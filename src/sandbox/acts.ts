/** What a learner can do, and how each act is carried out: every one of them is a line of the terminal. */
import { breakTarget, faults, healTarget, setGate } from '../cluster/index.ts';
import type { Cluster, Fault } from '../cluster/index.ts';
import { kubectl, splitLine } from '../kubectl/index.ts';
import type { Answer } from '../kubectl/index.ts';
import type { Act } from './recording.ts';

const namespace = 'default';

/** Carries the line out at this moment; one that goes on leaves a `follow`. */
export function carryOut(cluster: Cluster, { line, files = {} }: Act): Answer {
  const split = splitLine(line);
  const [program, ...words] = 'problem' in split ? [] : split.words;
  if (program === 'ordinal') return ordinal(cluster, words);
  if (program === undefined && !('problem' in split)) return printed('');
  return kubectl(cluster, { line, files, namespace });
}

function printed(out: string): Answer {
  return { out, err: '', code: 0, changes: [] };
}

function wrong(message: string, hint = 'ordinal break --help lists what can be broken.'): Answer {
  return {
    out: '',
    err: `error: ${message}\n`,
    code: 1,
    changes: [],
    hint,
  };
}

function ordinal(cluster: Cluster, words: readonly string[]): Answer {
  const [verb, target, what, ...more] = words;
  if (verb === 'gate') return gate(cluster, words.slice(1));
  if (verb !== 'break' && verb !== 'heal') {
    return wrong(`unknown command "${verb ?? ''}" for "ordinal"; it knows break, heal and gate`);
  }
  if (words.includes('--help') || words.includes('-h')) return printed(helpText());
  if (target === undefined || more.length > 0 || (verb === 'break' && what === undefined)) {
    return wrong(`ordinal ${verb} needs a target and ${verb === 'break' ? 'what is to break' : 'at most one fault'}`);
  }
  const [kind = '', name = ''] = target.split('/');
  const known = faults.filter((fault) => fault.target === kind);
  if (known.length === 0 || name === '') return wrong(`nothing can be broken at "${target}"`);
  if (what !== undefined && !known.some((fault) => fault.name === what))
    return wrong(`"${what}" cannot be broken at a ${kind}`);
  return setFault(cluster, verb, known[0]!, name, what);
}

function wrongGate(message: string): Answer {
  return wrong(message, 'ordinal gate --help lists the feature gates.');
}

/** `ordinal gate NAME=true`: only gates that change something here are known. */
function gate(cluster: Cluster, [setting = '', ...more]: readonly string[]): Answer {
  const { gates } = cluster.state.settings;
  const known = Object.entries(gates).map(([name, isOpen]) => `  ${name}=${isOpen}`);
  if (setting === '--help' || setting === '-h' || setting === '') {
    return printed(`Usage:\n  ordinal gate NAME=true|false\n\nThe feature gates now:\n${known.join('\n')}\n`);
  }
  const [name = '', value] = setting.split('=');
  if (!(name in gates))
    return wrongGate(`no feature gate "${name}" changes anything here; known: ${Object.keys(gates).join(', ')}`);
  if (more.length > 0 || (value !== 'true' && value !== 'false')) return wrongGate(`say ${name}=true or ${name}=false`);
  setGate(cluster, name, value === 'true');
  return printed(`${name}=${value}\n`);
}

function setFault(
  cluster: Cluster,
  verb: 'break' | 'heal',
  { target }: Fault,
  name: string,
  what: string | undefined,
): Answer {
  const full = target === 'pod' ? `pod/${namespace}/${name}` : `${target}/${name}`;
  const before = cluster.state.faults[full] ?? [];
  const isOn = what === undefined ? before.length > 0 : before.includes(what);
  const shown = `${target}/${name}${what === undefined ? '' : ` ${what}`}`;
  if (verb === 'heal' && !isOn) return wrong(`${shown} is not broken`);
  const changes = verb === 'break' ? breakTarget(cluster, full, what ?? '') : healTarget(cluster, full, what);
  return { ...printed(`${shown} ${verb === 'break' ? 'broken' : 'healed'}\n`), changes };
}

function helpText(): string {
  const rows = faults.map(({ target, name, about }) => `  ${`${target}/NAME`.padEnd(14)} ${name.padEnd(12)} ${about}`);
  return `Usage:\n  ordinal break TARGET WHAT\n  ordinal heal TARGET [WHAT]\n\n${rows.join('\n')}\n`;
}
