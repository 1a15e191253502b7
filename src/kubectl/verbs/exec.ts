import { startCommand } from '../../cluster/index.ts';
import type { Reader } from '../../cluster/index.ts';
import { badRequest } from '../../objects/index.ts';
import type { Pod } from '../../objects/index.ts';
import type { Answer, ExecFollow, UnheardFollow } from '../answer.ts';
import { containerMeant, noHost, podMeant, standingOf, streamFlags, unheard } from '../containers.ts';
import { isOn, textOf } from '../flags.ts';
import { fail } from './verb.ts';
import type { Paper, Request, Verb } from './verb.ts';

/** Runs a command in a container. Models kubectl pkg/cmd/exec/exec.go. Left out: --filename, --quiet, time-outs, sizes of terminals. */
export const exec: Verb = {
  usage: 'exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  does: 'Execute a command in a container',
  flags: streamFlags,
  run(request, paper) {
    const { args, dash, given, cluster } = request;
    const words = args.slice(dash ?? args.length);
    const [name] = dash === 0 ? [] : args;
    if (dash === undefined && args.length > 1)
      return fail(
        paper,
        "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples",
      );
    if (name === undefined) return fail(paper, 'pod, type/name or --filename must be specified');
    if (words.length === 0) return fail(paper, 'you must specify at least one command for the container');
    const pod = podMeant(request, paper, name);
    const container = pod && enterable(request, paper, pod, 'exec into');
    if (!pod || container === undefined) return;
    const follow = unheard(cluster, pod, '');
    if (follow) {
      paper.follow = follow;
      return;
    }
    const hasInput = isOn(given, 'stdin');
    const hasTerminal = hasInput && isOn(given, 'tty');
    if (isOn(given, 'tty') && !hasInput && !isOn(given, 'quiet'))
      paper.err += 'Unable to use a TTY - input is not a terminal or the right kind of file\n';
    const { id, changes } = startCommand(cluster, { pod, container, words, hasTerminal, hasInput });
    paper.changes.push(...changes);
    continueWith(cluster, paper, { verb: 'exec', command: id, shown: 0, hasInput });
  },
};

/** The name of the container that can be entered, or why none can. */
export function enterable(request: Request, paper: Paper, pod: Pod, doing: string): string | undefined {
  const phase = pod.status?.phase ?? 'Pending';
  if (phase === 'Succeeded' || phase === 'Failed') {
    fail(paper, `cannot ${doing} a container in a completed pod; current phase is ${phase}`);
    return undefined;
  }
  const container = containerMeant(request, paper, pod)?.name;
  if (container === undefined) {
    noContainer(request, paper, pod, doing);
    return undefined;
  }
  if (pod.spec.nodeName === undefined) {
    paper.failures.push(noHost(pod));
    return undefined;
  }
  if (standingOf(pod, container)?.state?.running) return container;
  fail(paper, `unable to upgrade connection: container not found ("${container}")`);
  return undefined;
}

function noContainer({ given }: Request, paper: Paper, { metadata: { name } }: Pod, doing: string): void {
  const named = textOf(given, 'container') ?? '';
  if (doing === 'attach') fail(paper, `cannot attach to the container: container ${named} not found in pod ${name}`);
  else paper.failures.push({ status: badRequest(`container ${named} is not valid for pod ${name}`) });
}

/** Shows on the paper what the command has come to by now. */
export function continueWith(cluster: Reader, paper: Paper, follow: ExecFollow): void {
  const { out, err, code, follow: next } = goOnExecuting(cluster, follow);
  paper.out += out;
  paper.err += err;
  if (code !== undefined) paper.code = code;
  if (next) paper.follow = next;
}

/** Shows what the command has written since; its exit code is kubectl's. */
export function goOnExecuting(cluster: Reader, follow: ExecFollow): Answer {
  const { state } = cluster;
  const command = state.commands[follow.command];
  const { out, err, shown } = newsOf(cluster, follow);
  const isRunning = `command:${follow.command}` in state.machines;
  const code = command?.code ?? (isRunning ? undefined : 137);
  if (code === undefined) return { out, err, changes: [], follow: { ...follow, shown } };
  if (follow.isAttached) return { out, err, changes: [], code: 0 };
  const end = code === 0 ? '' : `command terminated with exit code ${code}\n`;
  return { out, err: err + end, changes: [], code };
}

/** What a command has written behind what has been shown. */
export function newsOf(
  { state }: Reader,
  { command: id, shown }: Pick<ExecFollow, 'command' | 'shown'>,
): { out: string; err: string; shown: number } {
  const { output = [], written = shown } = state.commands[id] ?? {};
  const news = { out: '', err: '', shown: written };
  let place = written - output.reduce((sum, { text }) => sum + text.length, 0);
  for (const { stream, text } of output) {
    news[stream] += text.slice(Math.max(0, Math.min(text.length, shown - place)));
    place += text.length;
  }
  return news;
}

/** The request hangs until its time is over. */
export function goOnUnheard({ state }: Reader, follow: UnheardFollow): Answer {
  if (state.now < follow.until) return { out: '', err: '', changes: [], follow };
  return { out: '', err: follow.error, changes: [], code: 1 };
}
