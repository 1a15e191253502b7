import { logOf } from '../../cluster/index.ts';
import type { ContainerLog, LogLine, Reader } from '../../cluster/index.ts';
import { badRequest, millisOf } from '../../objects/index.ts';
import type { ApiObject, Pod } from '../../objects/index.ts';
import type { Answer, LogsFollow } from '../answer.ts';
import { containerFlags, containerMeant, objectsMeant, podsBehind, standingOf, unheard } from '../containers.ts';
import { durationOf, isOn, numberOf, textOf } from '../flags.ts';
import { findObjects, findKind } from '../targets.ts';
import { fail } from './verb.ts';
import type { Paper, Request, Verb } from './verb.ts';

/** Prints what containers have written. Models kubectl pkg/cmd/logs/logs.go and pkg/registry/core/pod/strategy.go, LogLocation. Left out: --insecure-skip-tls-verify-backend, and that errors of a log are shown in the order of time. */
export const logs: Verb = {
  usage: 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  does: 'Print the logs for a container in a pod',
  flags: {
    ...containerFlags,
    follow: { takes: 'switch', short: 'f', says: 'go on until the container ends' },
    previous: { takes: 'switch', short: 'p', says: 'of the process that ran before the last restart' },
    tail: { takes: 'number', says: 'so many of the last lines; all, or 10 with a selector' },
    since: { takes: 'text', says: 'only what is newer than this, such as 30s or 5m' },
    'since-time': { takes: 'text', says: 'only what is newer than this date (RFC 3339)' },
    timestamps: { takes: 'switch', says: 'the date before each line' },
    selector: { takes: 'text', short: 'l', says: 'of the pods with these labels' },
    'all-containers': { takes: 'switch', says: 'of all containers of the pods' },
    'all-pods': { takes: 'switch', says: 'of all pods of the workload' },
    prefix: { takes: 'switch', says: 'the pod and the container before each line' },
    'max-log-requests': { takes: 'number' },
    'limit-bytes': { takes: 'number', says: 'so many bytes of each log at most' },
    'ignore-errors': { takes: 'switch', says: 'go on with the next log where one cannot be read' },
    'pod-running-timeout': { takes: 'text' },
  },
  run(request, paper) {
    const asked = readAsked(request, paper);
    const pods = asked && podsAsked(request, paper);
    if (!asked || !pods) return;
    const sources = pods.flatMap((pod) => sourcesIn(request, paper, pod, pods.length > 1));
    if (paper.failures.length > 0 || paper.follow) return;
    const most = numberOf(request.given, 'max-log-requests') ?? 5;
    if (asked.follows && sources.length > most)
      return fail(
        paper,
        `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`,
      );
    for (const source of sources) show(request, paper, asked, source);
    if (asked.follows) {
      const { hasTimes } = asked;
      const readable = sources.filter(({ problem }) => problem === undefined);
      const { out: _, ...rest } = goOnLogging(request.cluster, { verb: 'logs', hasTimes, sources: readable });
      if (rest.follow) paper.follow = rest.follow;
    }
  },
};

interface Asked {
  readonly follows: boolean;
  readonly isPrevious: boolean;
  readonly hasTimes: boolean;
  readonly tail: number | undefined;
  /** In milliseconds since the cluster began. */
  readonly since: number | undefined;
  readonly bytesMax: number | undefined;
}

type Source = LogsFollow['sources'][number] & { readonly isPrevious: boolean; readonly problem?: string };

const usage = `expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command
See 'kubectl logs -h' for help and examples`;

function readAsked({ args, given, cluster }: Request, paper: Paper): Asked | undefined {
  const { now, settings } = cluster.state;
  const [selector, since, sinceTime] = ['selector', 'since', 'since-time'].map((name) => textOf(given, name));
  const tail = numberOf(given, 'tail');
  const problem =
    args.length === 0 && selector === undefined
      ? usage
      : args.length > 0 && selector !== undefined
        ? "only a selector (-l) or a POD name is allowed\nSee 'kubectl logs -h' for help and examples"
        : since !== undefined && sinceTime !== undefined
          ? 'at most one of `sinceTime` or `sinceSeconds` may be specified'
          : isOn(given, 'all-containers') && textOf(given, 'container') !== undefined
            ? `--all-containers=true should not be specified with container name ${textOf(given, 'container')}`
            : tail !== undefined && tail < -1
              ? '--tail must be greater than or equal to -1'
              : sinceTime === undefined
                ? undefined
                : timeFlaw(sinceTime);
  const ms = since === undefined ? undefined : durationOf(since);
  if (problem !== undefined) fail(paper, problem);
  else if (since !== undefined && ms === undefined)
    fail(
      paper,
      `invalid argument ${JSON.stringify(since)} for "--since" flag: time: invalid duration ${JSON.stringify(since)}`,
    );
  if (paper.failures.length > 0) return undefined;
  const from =
    ms !== undefined ? now - ms : sinceTime === undefined ? undefined : millisOf(sinceTime) - millisOf(settings.start);
  return {
    follows: isOn(given, 'follow'),
    isPrevious: isOn(given, 'previous'),
    hasTimes: isOn(given, 'timestamps'),
    tail: tail === -1 ? undefined : (tail ?? (selector === undefined ? undefined : 10)),
    since: from,
    bytesMax: numberOf(given, 'limit-bytes'),
  };
}

const timeParts: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^(0[1-9]|1[0-2])/, '01'],
  [/^-/, '-'],
  [/^(0[1-9]|[12]\d|3[01])/, '02'],
  [/^T/, 'T'],
  [/^([01]\d|2[0-3])/, '15'],
  [/^:/, ':'],
  [/^[0-5]\d/, '04'],
  [/^:/, ':'],
  [/^[0-5]\d(\.\d+)?/, '05'],
  [/^(Z|[+-]\d\d:\d\d)$/, 'Z07:00'],
];

/** What is wrong with a date, as Go's time.Parse says it. */
function timeFlaw(text: string): string | undefined {
  let rest = text;
  for (const [shape, part] of timeParts) {
    const [found] = shape.exec(rest) ?? [];
    if (found === undefined)
      return `parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(part)}`;
    rest = rest.slice(found.length);
  }
  return undefined;
}

function podsAsked(request: Request, paper: Paper): readonly Pod[] | undefined {
  const { args, given, cluster, namespace } = request;
  const labels = textOf(given, 'selector');
  const kind = findKind('pods');
  if (labels !== undefined && kind) {
    const { objects, failures } = findObjects(cluster, [{ kind }], { namespace, labels, fields: '' });
    paper.failures.push(...failures);
    if (objects.length === 0 && failures.length === 0) paper.err += `No resources found in ${namespace} namespace.\n`;
    return objects as readonly Pod[];
  }
  const [name = ''] = args;
  const found = objectsMeant(request, paper, [name.includes('/') ? name : `pods/${name}`]);
  if (!found) return notFoundInWords(request, paper);
  return found.flatMap((object) => podsOf(request, paper, object));
}

/** `logs` wraps the refusal in words of its own. */
function notFoundInWords({ namespace }: Request, paper: Paper): undefined {
  const [failure] = paper.failures;
  if (!failure || !('status' in failure) || failure.status.reason !== 'NotFound') return undefined;
  paper.failures.length = 0;
  fail(paper, `error: error from server (NotFound): ${failure.status.message} in namespace "${namespace}"`);
  return undefined;
}

function podsOf({ cluster, given }: Request, paper: Paper, object: ApiObject): readonly Pod[] {
  if (object.kind === 'Pod') return [object as Pod];
  const pods = podsBehind(cluster, object);
  const [first] = pods ?? [];
  if (!pods) fail(paper, `cannot get the logs from *v1.${object.kind}: selector not found`);
  if (pods && !first) fail(paper, 'timed out waiting for the condition');
  if (!first || isOn(given, 'all-pods')) return pods ?? [];
  if (pods!.length > 1) paper.err += `Found ${pods!.length} pods, using pod/${first.metadata.name}\n`;
  return [first];
}

/** The logs of a pod that are asked for, or why they cannot be read. */
function sourcesIn(request: Request, paper: Paper, pod: Pod, isOneOfMany: boolean): readonly Source[] {
  const { given, args, cluster } = request;
  const { name } = pod.metadata;
  const all = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  const [, inline] = args;
  const asked = inline === undefined ? request : { ...request, given: { ...given, container: [inline] } };
  const chosen = isOn(given, 'all-containers')
    ? all
    : [containerMeant(asked, paper, pod)].flatMap((each) => each ?? []);
  if (chosen.length === 0) return notInPod(asked, paper, pod);
  return chosen.flatMap(({ name: container }) => {
    const problem = whyNot(asked, pod, container);
    if (problem !== undefined && !isOn(given, 'ignore-errors')) paper.failures.push({ status: badRequest(problem) });
    const follow = unheard(cluster, pod, `containerLogs/${pod.metadata.namespace}/${name}/${container}`);
    if (follow) paper.follow = follow;
    const prefix =
      isOn(given, 'prefix') || (isOneOfMany && isOn(given, 'all-pods')) ? `[pod/${name}/${container}] ` : '';
    const log = logOf(pod, container);
    return [
      {
        log,
        pod: `${pod.metadata.namespace}/${name}/${pod.metadata.uid}`,
        container,
        shown: 0,
        prefix,
        isPrevious: isOn(given, 'previous') && !isWaiting(pod, container),
        ...(problem !== undefined && { problem }),
      },
    ];
  });
}

function notInPod({ given }: Request, paper: Paper, { metadata }: Pod): readonly Source[] {
  const name = textOf(given, 'container') ?? '';
  fail(paper, `container ${name} is not valid for pod ${metadata.name}`);
  return [];
}

/** Of a container that waits for its next start the last process is the previous one, and the log is still its own. */
function isWaiting(pod: Pod, container: string): boolean {
  return standingOf(pod, container)?.state?.waiting !== undefined;
}

/** Why the API server or the kubelet has no log to give. */
function whyNot({ given }: Request, pod: Pod, container: string): string | undefined {
  const { name } = pod.metadata;
  const status = standingOf(pod, container);
  const { state, lastState } = status ?? {};
  if (isOn(given, 'previous'))
    return lastState?.terminated
      ? undefined
      : `previous terminated container "${container}" in pod "${name}" not found`;
  if (pod.spec.nodeName === undefined) return `pod ${name} does not have a host assigned`;
  if (state?.running || state?.terminated || lastState?.terminated) return undefined;
  const reason = state?.waiting?.reason ?? 'ContainerCreating';
  const isPull = /^(ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName)$/.test(reason);
  const why = isPull ? 'trying and failing to pull image' : `waiting to start: ${reason}`;
  return `container "${container}" in pod "${name}" is ${isPull ? `waiting to start: ${why}` : why}`;
}

function show({ cluster }: Request, paper: Paper, asked: Asked, source: Source): void {
  const { tail, since, hasTimes, bytesMax } = asked;
  if (source.problem !== undefined) return void (paper.out += `error: ${source.problem}\n`);
  const { lines: now = [], previous = [] }: Partial<ContainerLog> = cluster.state.logs[source.log] ?? {};
  const lines = (source.isPrevious ? previous : now).filter(({ at }) => since === undefined || at >= since);
  const shown = tail === undefined ? lines : tail === 0 ? [] : lines.slice(-tail);
  const text = textOfLines(cluster, shown, source.prefix, hasTimes);
  paper.out += bytesMax === undefined ? text : beginningOf(text, bytesMax);
}

function beginningOf(text: string, bytesMax: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).slice(0, Math.max(0, bytesMax)));
}

/** The moment as a runtime writes it into a log: to the nanosecond. */
function stampOf({ settings }: Reader['state'], at: number): string {
  return new Date(millisOf(settings.start) + at).toISOString().replace('Z', '000000Z');
}

function textOfLines({ state }: Reader, lines: readonly LogLine[], prefix: string, hasTimes: boolean): string {
  return lines
    .map(({ at, text, isOpen }) => {
      const time = hasTimes ? `${stampOf(state, at)} ` : '';
      return `${prefix}${time}${text}${isOpen ? '' : '\n'}`;
    })
    .join('');
}

/** Shows what has been written since; it ends when the last of the containers has ended. */
export function goOnLogging(cluster: Reader, follow: LogsFollow): Answer {
  const { state } = cluster;
  let out = '';
  const sources = follow.sources.map((source) => {
    const { lines = [], gone = 0 } = state.logs[source.log] ?? {};
    const whole = lines.filter(({ isOpen }) => !isOpen);
    const news = whole.slice(Math.max(0, source.shown - gone));
    out += textOfLines(cluster, news, source.prefix, follow.hasTimes);
    return { ...source, shown: gone + whole.length };
  });
  const runs = sources.some(({ pod, container }) => isRunning(cluster, pod, container));
  return { out, err: '', changes: [], ...(runs ? { follow: { ...follow, sources } } : { code: 0 }) };
}

function isRunning({ state }: Reader, of: string, container: string): boolean {
  const [namespace, name, uid] = of.split('/');
  const pod = state.objects[`Pod/${namespace}/${name}`] as Pod | undefined;
  return pod?.metadata.uid === uid && standingOf(pod!, container)?.state?.running !== undefined;
}
