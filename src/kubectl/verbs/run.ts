import { get, logOf, submit } from '../../cluster/index.ts';
import type { Change, Cluster } from '../../cluster/index.ts';
import { hasEnded, isApiError, isReady, keyOf } from '../../objects/index.ts';
import type { ApiObject, Pod } from '../../objects/index.ts';
import type { Answer, RunFollow } from '../answer.ts';
import { standingOf } from '../containers.ts';
import type { Flags } from '../flags.ts';
import { durationOf, isOn, textOf } from '../flags.ts';
import { attachment, notices } from './attach.ts';
import { createFlags, createNew } from './create-new.ts';
import { goOnExecuting } from './exec.ts';
import { goOnLogging } from './logs.ts';
import { fail, write } from './verb.ts';
import type { Paper, Request, Verb } from './verb.ts';

const flags: Flags = {
  ...createFlags,
  image: { takes: 'text', says: 'the image of the container (required)' },
  'image-pull-policy': { takes: 'text' },
  restart: { takes: 'text', says: 'Always, OnFailure or Never' },
  rm: { takes: 'switch', says: 'remove the pod when it has ended (with -i or --attach)' },
  stdin: { takes: 'switch', short: 'i', says: 'pass what is typed to the container' },
  tty: { takes: 'switch', short: 't', says: 'as a terminal' },
  attach: { takes: 'switch', says: 'show what the container writes' },
  command: { takes: 'switch', says: 'the words behind -- take the place of the image’s own command' },
  env: { takes: 'list', says: 'a variable, such as NAME=value' },
  labels: { takes: 'text', short: 'l', says: 'labels, such as app=web,tier=front' },
  annotations: { takes: 'list' },
  port: { takes: 'text', says: 'the port that the container opens' },
  expose: { takes: 'switch' },
  quiet: { takes: 'switch', short: 'q', says: 'only print what the container says' },
  privileged: { takes: 'switch' },
  'leave-stdin-open': { takes: 'switch' },
  'pod-running-timeout': { takes: 'text' },
};

const policies = ['Always', 'OnFailure', 'Never'];

/** Runs an image as a pod. Models kubectl pkg/cmd/run/run.go. Left out: overrides, and the Service of --expose. */
export const run: Verb = {
  usage:
    'run NAME --image=image [--env="key=value"] [--port=port] [--restart=Never] [-it [--rm]] [--command] -- [COMMAND] [args...]',
  does: 'Run a particular image on the cluster',
  flags,
  run(request, paper) {
    const { args, dash, given } = request;
    const [name] = dash === 0 ? [] : args;
    const problem = problemOf(request, name);
    if (problem !== undefined) return fail(paper, problem);
    const pod = podOf(request, name ?? '', args.slice(1));
    const attaches = isOn(given, 'attach', isOn(given, 'stdin'));
    if (!attaches) return createNew(request, paper, pod);
    const placed = { ...pod, metadata: { ...pod.metadata, namespace: request.namespace } };
    const made = write(request, paper, { verb: 'create', object: placed });
    if (isApiError(made)) paper.failures.push({ status: made });
    else begin(request, paper, made as Pod);
  },
};

function problemOf({ given }: Request, name: string | undefined): string | undefined {
  const [image, restart, dryRun] = ['image', 'restart', 'dry-run'].map((flag) => textOf(given, flag));
  const isInteractive = isOn(given, 'stdin');
  const attaches = isOn(given, 'attach', isInteractive);
  if (image === undefined) return 'required flag(s) "image" not set';
  if (name === undefined) return 'NAME is required for run';
  if (image === '') return '--image is required';
  if (!/^[\w][\w./:@-]*$/.test(image)) return `Invalid image name ${JSON.stringify(image)}: invalid reference format`;
  if (isOn(given, 'tty') && !isInteractive) return '-i/--stdin is required for containers with -t/--tty=true';
  if (isOn(given, 'expose') && !textOf(given, 'port')) return '--port must be set when exposing a service';
  if (restart !== undefined && restart !== '' && !policies.includes(restart))
    return `invalid restart policy: ${restart}`;
  if (!attaches && isOn(given, 'rm')) return '--rm should only be used for attached containers';
  if (attaches && dryRun !== undefined && dryRun !== 'none')
    return "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)";
  return undefined;
}

function pairsIn(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word.split('=')[0] ?? '', word.slice(word.indexOf('=') + 1)]));
}

function podOf({ given }: Request, name: string, words: readonly string[]): ApiObject {
  const isInteractive = isOn(given, 'stdin');
  const [image = '', pull, labels, port] = ['image', 'image-pull-policy', 'labels', 'port'].map((flag) =>
    textOf(given, flag),
  );
  const env = Object.entries(pairsIn(given['env'] ?? [])).map(([key, value]) => ({ name: key, value }));
  const restart = textOf(given, 'restart') || (isInteractive ? 'OnFailure' : 'Always');
  const container = {
    ...(words.length > 0 && (isOn(given, 'command') ? { command: words } : { args: words })),
    ...(env.length > 0 && { env }),
    image,
    ...(pull && { imagePullPolicy: pull }),
    name,
    ...(port && { ports: [{ containerPort: Number(port) }] }),
    resources: {},
    ...(isInteractive && { stdin: true, ...(!isOn(given, 'leave-stdin-open') && { stdinOnce: true }) }),
    ...(isOn(given, 'tty') && { tty: true }),
  };
  const annotations = given['annotations'] ? { annotations: pairsIn(given['annotations']) } : {};
  const own = labels ? pairsIn(labels.split(',')) : { run: name };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...annotations, labels: own, name },
    spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: restart },
    status: {},
  };
}

const patienceMs = 60_000;

function begin({ cluster, given }: Request, paper: Paper, pod: Pod): void {
  const timeout = durationOf(textOf(given, 'pod-running-timeout') ?? '') ?? patienceMs;
  paper.follow = {
    verb: 'run',
    pod: keyOf(pod),
    uid: pod.metadata.uid ?? '',
    container: pod.metadata.name,
    stage: 'waits',
    hasInput: isOn(given, 'stdin'),
    hasTerminal: isOn(given, 'tty'),
    isQuiet: isOn(given, 'quiet'),
    removes: isOn(given, 'rm'),
    until: cluster.state.now + timeout,
  };
}

/** Waits for the pod, shows it, waits for its end, removes it; each only when the one before is over. */
export function goOnRunning(cluster: Cluster, follow: RunFollow, changes: readonly Change[]): Answer {
  const pod = get<Pod>(cluster, follow.pod);
  if (pod?.metadata.uid !== follow.uid)
    return {
      out: '',
      err: `Error from server (NotFound): pods "${follow.container}" not found\n`,
      changes: [],
      code: 1,
    };
  if (follow.stage === 'waits') return waitFor(cluster, follow, pod);
  if (follow.stage === 'shows') return showOn(cluster, follow, changes);
  return atEnd(cluster, follow, pod);
}

function waitFor(cluster: Cluster, follow: RunFollow, pod: Pod): Answer {
  if (hasEnded(pod)) {
    const lines = cluster.state.logs[logOf(pod, follow.container)]?.lines ?? [];
    const out = lines.map(({ text, isOpen }) => `${text}${isOpen ? '' : '\n'}`).join('');
    return after({ out, err: '' }, atEnd(cluster, { ...follow, stage: 'ends' }, pod));
  }
  if (pod.status?.phase === 'Running' && isReady(pod)) {
    const showing = attachment(cluster, pod, follow.container, follow.hasInput);
    const whole =
      showing.verb === 'exec'
        ? { ...showing, shown: 0 }
        : { ...showing, sources: showing.sources.map((each) => ({ ...each, shown: 0 })) };
    const err = follow.isQuiet ? '' : notices;
    return after({ out: '', err }, showOn(cluster, { ...follow, stage: 'shows', showing: whole }, []));
  }
  if (cluster.state.now < follow.until) return { out: '', err: '', changes: [], follow };
  return finish(cluster, follow, { out: '', err: 'error: timed out waiting for the condition\n', code: 1 });
}

function after(first: Pick<Answer, 'out' | 'err'>, then: Answer): Answer {
  return { ...then, out: first.out + then.out, err: first.err + then.err };
}

function showOn(cluster: Cluster, follow: RunFollow, changes: readonly Change[]): Answer {
  const { showing } = follow;
  if (!showing) return { out: '', err: '', changes: [], follow };
  const {
    follow: next,
    out,
    err,
  } = showing.verb === 'exec' ? goOnExecuting(cluster, showing) : goOnLogging(cluster, showing);
  if (next && (next.verb === 'exec' || next.verb === 'logs'))
    return { out, err, changes: [], follow: { ...follow, showing: next } };
  const { showing: _, ...rest } = follow;
  const ended = goOnRunning(cluster, { ...rest, stage: 'ends' }, changes);
  return after({ out, err }, ended);
}

/** With a pod that is not started again kubectl waits for its exit code. */
function atEnd(cluster: Cluster, follow: RunFollow, pod: Pod): Answer {
  if (pod.spec.restartPolicy === 'Always') {
    const name = pod.metadata.name;
    const out =
      follow.isQuiet || !follow.hasTerminal
        ? ''
        : `Session ended, resume using 'kubectl run attach ${name} -c ${follow.container} -n ${pod.metadata.namespace} -i -t' command\n`;
    return finish(cluster, follow, { out, err: '', code: 0 });
  }
  if (!hasEnded(pod)) return { out: '', err: '', changes: [], follow };
  const { state, lastState } = standingOf(pod, follow.container) ?? {};
  const { exitCode = 1, reason = 'Error', message = '' } = state?.terminated ?? lastState?.terminated ?? {};
  if (pod.status?.phase === 'Succeeded') return finish(cluster, follow, { out: '', err: '', code: 0 });
  const { namespace, name } = pod.metadata;
  return finish(cluster, follow, {
    out: '',
    err: `pod ${namespace}/${name} terminated (${reason})\n${message}`,
    code: exitCode,
  });
}

function finish(
  cluster: Cluster,
  follow: RunFollow,
  said: Pick<Answer, 'out' | 'err'> & { readonly code: number },
): Answer {
  if (!follow.removes) return { ...said, changes: [] };
  const { answer, changes } = submit(cluster, { verb: 'delete', key: follow.pod });
  const { name, namespace } = isApiError(answer) ? { name: '', namespace: '' } : answer.metadata;
  const gone = isApiError(answer) || follow.isQuiet ? '' : `pod "${name}" deleted from ${namespace} namespace\n`;
  return { ...said, out: said.out + gone, changes };
}
