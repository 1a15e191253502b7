/** The own process of a container, where it is more than can be foreseen: a command that runs (`shell/`). */
import { keyOf } from '../../objects/index.ts';
import { nextCommand } from '../commands.ts';
import type { Command } from '../commands.ts';
import type { Deed } from '../part.ts';
import type { Process } from '../programs/index.ts';
import type { ContainerLook, Running } from './container-look.ts';

/** Its number, and what begins it. */
export function beginMain(
  look: ContainerLook,
  { command: words, env }: Process,
): { readonly id: string; readonly deed: Deed } {
  const { reader, pod, container } = look;
  const id = nextCommand(reader.state);
  const { stdin = false, tty = false } = container as { readonly stdin?: boolean; readonly tty?: boolean };
  const command: Command = {
    pod: keyOf(pod),
    uid: pod.metadata.uid ?? '',
    container: container.name,
    node: pod.spec.nodeName ?? '',
    words,
    env,
    begunAt: reader.state.now,
    isMain: true,
    ...(tty && { hasTerminal: tty }),
    ...(stdin && { input: { lines: [], isOpen: true } }),
    output: [],
    written: 0,
  };
  const writes = [{ verb: 'command', id, command } as const];
  return { id, deed: { writes, tells: [[`command:${id}`, { type: 'wake' }]] } };
}

/** With which code it has ended, if it has. */
export function mainEnd({ reader }: ContainerLook, { command }: Running): number | undefined {
  return command === undefined ? undefined : reader.state.commands[command]?.code;
}

/** What is run where the manifest leaves it to the image: a shell where somebody can type, and curl for words that are no command. */
export function wordsOfImage({ container, image }: ContainerLook, process: Process): Process {
  const { command } = process;
  const { stdin = false } = container as { readonly stdin?: boolean };
  if (command.length === 0 && image.program.isShell && stdin) return { ...process, command: ['sh'] };
  const isCurl = image.program.known === 'curlimages/curl' && !container.command;
  return isCurl && /^(-|\w+:\/\/|[^/]+[.:])/.test(command[0] ?? '')
    ? { ...process, command: ['curl', ...command] }
    : process;
}
