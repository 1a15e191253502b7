/** What `describe` says of containers (kubectl pkg/describe, describeContainers). Left out: sub-paths by expression. */
import type { Container, ContainerState, ContainerStatus, Labels } from '../../objects/index.ts';
import type { Lines } from './lines.ts';
import { capital, date, indented, orNone, pair } from './lines.ts';

/** The containers of a template, or of a pod with their statuses; `space` is what stands before the title. */
export function containerLines(
  title: string,
  containers: readonly Container[],
  statuses: readonly ContainerStatus[] = [],
  space = '',
): Lines {
  const inner = space === '' ? '  ' : '   ';
  const each = containers.flatMap((container) => [
    `${inner}${container.name}:`,
    ...indented(
      bodyOf(
        container,
        statuses.find(({ name }) => name === container.name),
      ),
      '    ',
    ),
  ]);
  return [`${space}${title}:${containers.length === 0 ? ' <none>' : ''}`, ...each];
}

function bodyOf(container: Container, status: ContainerStatus | undefined): Lines {
  const id = (status as { containerID?: string } | undefined)?.containerID ?? '';
  return [
    ...(status ? [pair('Container ID', id)] : []),
    pair('Image', container.image),
    ...(status ? [pair('Image ID', status.imageID)] : []),
    ...portLines(container),
    ...wordLines('Command', container['command']),
    ...wordLines('Args', container['args']),
    ...(status ? stateLines(status) : []),
    ...amountLines('Limits', container.resources?.limits),
    ...amountLines('Requests', container.resources?.requests),
    ...probeLines(container),
    ...environmentSourceLines(container),
    ...environmentLines(container),
    ...mountLines(container),
  ];
}

function portLines({ ports = [] }: Container): Lines {
  const texts = (number: (port: (typeof ports)[number]) => unknown): string =>
    ports
      .map((port) => `${String(number(port))}/${port.protocol ?? 'TCP'}${port.name ? ` (${port.name})` : ''}`)
      .join(', ');
  const plural = ports.length > 1 ? 's' : '';
  const host = texts((port) => (port as { hostPort?: number }).hostPort ?? 0);
  return [
    pair(`Port${plural}`, orNone(texts(({ containerPort }) => containerPort))),
    pair(`Host Port${plural}`, orNone(host)),
  ];
}

function wordLines(title: string, words: unknown): Lines {
  if (!Array.isArray(words) || words.length === 0) return [];
  return [`${title}:`, ...words.flatMap((word) => indented(String(word).split('\n')))];
}

function stateLines({ state, lastState, ready, restartCount }: ContainerStatus): Lines {
  return [
    ...oneState('State', state ?? {}),
    ...(lastState?.terminated ? oneState('Last State', lastState) : []),
    pair('Ready', capital(ready)),
    pair('Restart Count', restartCount),
  ];
}

function oneState(title: string, { running, waiting, terminated }: ContainerState): Lines {
  if (running) return [pair(title, 'Running'), `  ${pair('Started', date(running.startedAt))}`];
  if (!terminated) return [pair(title, 'Waiting'), ...(waiting?.reason ? [`  ${pair('Reason', waiting.reason)}`] : [])];
  const { reason, message, exitCode, signal, startedAt, finishedAt } = terminated;
  return [
    pair(title, 'Terminated'),
    ...indented([
      ...(reason ? [pair('Reason', reason)] : []),
      ...(message ? [pair('Message', message)] : []),
      pair('Exit Code', exitCode),
      ...(signal ? [pair('Signal', signal)] : []),
      pair('Started', date(startedAt)),
      pair('Finished', date(finishedAt)),
    ]),
  ];
}

/** Amounts by resource, sorted; nothing where there are none. */
export function amountLines(title: string, amounts: Labels | undefined): Lines {
  const names = Object.keys(amounts ?? {}).sort();
  return names.length === 0 ? [] : [`${title}:`, ...names.map((name) => `  ${pair(name, amounts?.[name])}`)];
}

interface Probe {
  readonly exec?: { readonly command?: readonly string[] };
  readonly httpGet?: {
    readonly scheme?: string;
    readonly host?: string;
    readonly port: number | string;
    readonly path?: string;
  };
  readonly tcpSocket?: { readonly host?: string; readonly port: number | string };
  readonly grpc?: { readonly port: number; readonly service?: string };
  readonly initialDelaySeconds?: number;
  readonly timeoutSeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

const probes = { Liveness: 'livenessProbe', Readiness: 'readinessProbe', Startup: 'startupProbe' } as const;

function probeLines(container: Container): Lines {
  return Object.entries(probes).flatMap(([title, field]) => {
    const probe = container[field] as Probe | undefined;
    return probe ? [pair(title, probeText(probe))] : [];
  });
}

function probeText(probe: Probe): string {
  const { initialDelaySeconds: delay = 0, timeoutSeconds: timeout = 0, periodSeconds: period = 0 } = probe;
  const { successThreshold: success = 0, failureThreshold: failure = 0 } = probe;
  const numbers = `delay=${delay}s timeout=${timeout}s period=${period}s #success=${success} #failure=${failure}`;
  return `${askText(probe)} ${numbers}`;
}

function askText({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec) return `exec [${(exec.command ?? []).join(' ')}]`;
  if (httpGet) {
    const path = (httpGet.path ?? '').replace(/^(?=[^/])/, '/');
    return `http-get ${(httpGet.scheme ?? '').toLowerCase()}://${httpGet.host ?? ''}:${httpGet.port}${path}`;
  }
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port}`;
  return grpc ? `grpc <pod>:${grpc.port} ${grpc.service ?? ''}` : 'unknown';
}

function environmentSourceLines({ envFrom = [] }: Container): Lines {
  if (envFrom.length === 0) return [];
  const each = envFrom.map(({ prefix, configMapRef, secretRef }) => {
    const ref = configMapRef ?? secretRef ?? {};
    const from = `${configMapRef ? 'ConfigMap' : 'Secret'}${prefix ? ` with prefix '${prefix}'` : ''}`;
    return `  ${ref.name ?? ''}\t${from}\tOptional: ${String(ref.optional ?? false)}`;
  });
  return ['Environment Variables from:', ...each];
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
}

function environmentLines(container: Container): Lines {
  const variables = (container['env'] as readonly Variable[] | undefined) ?? [];
  if (variables.length === 0) return ['Environment:\t<none>'];
  return ['Environment:', ...indented(variables.flatMap(variableLines))];
}

function variableLines({ name, value = '', valueFrom }: Variable): Lines {
  if (!valueFrom) return value.split('\n').map((line, index) => (index === 0 ? pair(name, line) : `\t${line}`));
  const { fieldRef, configMapKeyRef, secretKeyRef, resourceFieldRef } = valueFrom;
  if (fieldRef) return [pair(name, ` (${String(fieldRef['apiVersion'] ?? 'v1')}:${String(fieldRef['fieldPath'])})`)];
  if (resourceFieldRef) return [pair(name, ` (${String(resourceFieldRef['resource'])})`)];
  const ref = configMapKeyRef ?? secretKeyRef ?? {};
  const where = configMapKeyRef ? 'of config map' : 'in secret';
  const from = `<set to the key '${String(ref['key'])}' ${where} '${String(ref['name'])}'>`;
  return [`${pair(name, from)}\tOptional: ${String(ref['optional'] ?? false)}`];
}

function mountLines({ volumeMounts = [], volumeDevices }: Container): Lines {
  const mounts = [...volumeMounts]
    .sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1))
    .map((mount) => {
      const { subPath } = mount as { subPath?: string };
      const flags = [mount.readOnly ? 'ro' : 'rw', ...(subPath ? [`path=${JSON.stringify(subPath)}`] : [])];
      return `  ${mount.mountPath} from ${mount.name} (${flags.join(',')})`;
    });
  const devices = (volumeDevices as readonly { name: string; devicePath: string }[] | undefined) ?? [];
  return [
    `Mounts:${mounts.length === 0 ? '\t<none>' : ''}`,
    ...mounts,
    ...(devices.length === 0 ? [] : ['Devices:']),
    ...devices.map(({ name, devicePath }) => `  ${devicePath} from ${name}`),
  ];
}
