/** What is done to commands from outside: somebody begins one, types to it, or interrupts it. */
import type { ObjectKey, Pod } from '../../objects/index.ts';
import { keyOf } from '../../objects/index.ts';
import { happen } from '../cluster.ts';
import type { Cluster } from '../cluster.ts';
import { keepCommand, nextCommand } from '../commands.ts';
import type { Command } from '../commands.ts';
import { say } from '../log.ts';
import type { Reader } from '../read.ts';
import { recordEntry } from '../record-entry.ts';
import type { Change } from '../state.ts';

/** What somebody wants to run in a container, and how they are connected to it. */
export interface Starting {
  readonly pod: Pod;
  readonly container: string;
  readonly words: readonly string[];
  readonly hasTerminal: boolean;
  readonly hasInput: boolean;
}

/** Begins a command; its number, and what has changed at once. */
export function startCommand(
  cluster: Cluster,
  starting: Starting,
): { readonly id: string; readonly changes: readonly Change[] } {
  const { state } = cluster;
  const { pod, container, words, hasTerminal, hasInput } = starting;
  const id = nextCommand(state);
  const command: Command = {
    pod: keyOf(pod),
    uid: pod.metadata.uid ?? '',
    container,
    node: pod.spec.nodeName ?? '',
    words,
    env: { HOSTNAME: pod.spec.hostname ?? pod.metadata.name, ...envOf(cluster, pod, container) },
    begunAt: state.now,
    ...(hasTerminal && { hasTerminal }),
    ...(hasInput && { input: { lines: [], isOpen: true } }),
    output: [],
    written: 0,
  };
  state.ticksHere = 0;
  keepCommand(state, { verb: 'command', id, command });
  const { namespace, name } = pod.metadata;
  const what = say('runs {command} in {pod}', { command: shortened(words.join(' ')), pod: name });
  const of = `${namespace}/${name}`;
  recordEntry(cluster, { at: state.now, who: 'you', of, step: 'exec', kind: 'does', what, object: keyOf(pod) });
  return { id, changes: happen(cluster, [[`command:${id}`, { type: 'wake' }]]) };
}

const shownMax = 60;

function shortened(text: string): string {
  return text.length > shownMax ? `${text.slice(0, shownMax)}…` : text;
}

/** The environment of the container's process as it was started. */
function envOf({ state }: Cluster, pod: Pod, container: string): Command['env'] {
  const { namespace, name, uid } = pod.metadata;
  const context = state.machines[`container:${namespace}/${name}/${uid}/${container}`]?.context;
  return (context as { readonly running?: { readonly env?: Command['env'] } } | undefined)?.running?.env ?? {};
}

/** Types a line to a command, or, without one, says that there will be no more. */
export function typeTo(cluster: Cluster, id: string, line?: string): readonly Change[] {
  const { state } = cluster;
  const command = state.commands[id];
  if (!command?.input || command.code !== undefined) return [];
  const { lines } = command.input;
  const input = line === undefined ? { lines, isOpen: false } : { lines: [...lines, line], isOpen: true };
  state.ticksHere = 0;
  keepCommand(state, { verb: 'command', id, command: { ...command, input } });
  return happen(cluster, [[`command:${id}`, { type: 'typed' }]]);
}

/** Interrupts a command: it ends with 130. */
export function interruptCommand(cluster: Cluster, id: string): readonly Change[] {
  cluster.state.ticksHere = 0;
  return happen(cluster, [[`command:${id}`, { type: 'interrupt' }]]);
}

/** The number of the command that is the container's own process. */
export function mainCommandOf({ state }: Reader, pod: ObjectKey, uid: string, container: string): string | undefined {
  return Object.keys(state.commands).findLast((id) => {
    const command = state.commands[id];
    return command?.isMain && command.pod === pod && command.uid === uid && command.container === container;
  });
}
