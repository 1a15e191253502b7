/** Commands that hear what is typed while they run. */
import { interruptCommand, typeTo } from '../cluster/index.ts';
import type { Change, Cluster, Reader } from '../cluster/index.ts';
import type { ExecFollow, Follow } from './answer.ts';

/** What a running command shows of a command in a container, if it does. */
function shownBy(follow: Follow): ExecFollow | undefined {
  const showing = follow.verb === 'run' ? follow.showing : follow;
  return showing?.verb === 'exec' ? showing : undefined;
}

/** The number of the command that hears what is typed, if the running one leads to such a command. */
function commandOf(follow: Follow): string | undefined {
  const shown = shownBy(follow);
  return shown?.hasInput ? shown.command : undefined;
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
  const shown = shownBy(follow);
  const isLooking = shown?.isAttached && !shown.hasInput && follow.verb !== 'run';
  return !shown || isLooking ? undefined : interruptCommand(cluster, shown.command);
}
