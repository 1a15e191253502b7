import { logOf, mainCommandOf } from '../../cluster/index.ts';
import type { Reader } from '../../cluster/index.ts';
import { keyOf } from '../../objects/index.ts';
import type { Pod } from '../../objects/index.ts';
import type { ExecFollow, LogsFollow } from '../answer.ts';
import { podMeant, streamFlags, unheard } from '../containers.ts';
import { isOn } from '../flags.ts';
import { enterable } from './exec.ts';
import { fail } from './verb.ts';
import type { Verb } from './verb.ts';

/** What `attach` says before anything else. */
export const notices = `All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.
If you don't see a command prompt, try pressing enter.
`;

/** Connects the terminal with a container's own process. Models kubectl pkg/cmd/attach. Left out: detaching by keys. */
export const attach: Verb = {
  usage: 'attach (POD | TYPE/NAME) -c CONTAINER',
  does: 'Attach to a running container',
  flags: streamFlags,
  run(request, paper) {
    const { args, given, cluster } = request;
    if (args.length === 0) return fail(paper, 'at least 1 argument is required for attach');
    if (args.length > 2)
      return fail(
        paper,
        `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
      );
    const pod = podMeant(request, paper, args.join('/'));
    const name = pod && enterable(request, paper, pod, 'attach');
    const container = pod?.spec.containers.find((each) => each.name === name);
    if (!pod || !container) return;
    const silent = unheard(cluster, pod, '');
    if (silent) {
      paper.follow = silent;
      return;
    }
    const { tty = false } = container as { readonly tty?: boolean };
    if (isOn(given, 'tty') && !tty && !isOn(given, 'quiet'))
      paper.err += `error: Unable to use a TTY - container ${container.name} did not allocate one\n`;
    if (!isOn(given, 'quiet')) paper.err += notices;
    paper.follow = attachment(cluster, pod, container.name, isOn(given, 'stdin'));
  },
};

/** How a process is followed: a command of ours by what it writes, any other by its log. */
export function attachment(cluster: Reader, pod: Pod, container: string, hasInput: boolean): ExecFollow | LogsFollow {
  const { metadata } = pod;
  const command = mainCommandOf(cluster, keyOf(pod), metadata.uid ?? '', container);
  if (command !== undefined) {
    const shown = cluster.state.commands[command]?.written ?? 0;
    return { verb: 'exec', command, shown, hasInput, isAttached: true };
  }
  const log = logOf(pod, container);
  const { lines = [], gone = 0 } = cluster.state.logs[log] ?? {};
  const source = {
    log,
    pod: `${metadata.namespace}/${metadata.name}/${metadata.uid}`,
    container,
    shown: gone + lines.length,
    prefix: '',
  };
  return { verb: 'logs', sources: [source], hasTimes: false };
}
