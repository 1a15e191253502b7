/** Commands that hear what is typed while they run. */
import { interruptCommand, typeTo } from '../cluster/index.ts';
import type { Change, Cluster, Reader } from '../cluster/index.ts';
import type { Follow } from './answer.ts';

/** The number of the command that hears what is typed, if the running one leads to such a command. */
function commandOf(follow: Follow): string | undefined {
  return follow.verb === 'exec' && follow.hasInput ? follow.command : undefined;
}

/** The prompt of a running command that waits for a line. */
export function promptOf({ state }: Reader, follow: Follow): string | undefined {
  const command = commandOf(follow);
  return command === undefined ? undefined : state.commands[command]?.prompt;
}

/** Types a line to a running command, or, without one, an end. */
export function typeInto(cluster: Cluster, follow: Follow, line: string | undefined): readonly Change[] {
  const command = commandOf(follow);
  return command === undefined ? [] : typeTo(cluster, command, line);
}

/** Interrupts a running command; nothing where that ends it here, whatever becomes of what it has begun. */
export function interrupt(cluster: Cluster, follow: Follow): readonly Change[] | undefined {
  const command = commandOf(follow) ?? (follow.verb === 'exec' && !follow.isAttached ? follow.command : undefined);
  return command === undefined ? undefined : interruptCommand(cluster, command);
}
