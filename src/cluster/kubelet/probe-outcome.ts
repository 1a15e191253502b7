/** What a probe gets for an answer. Models pkg/kubelet/prober (v1.36). Left out: answers that come late. */
import type { Container, Millis, Probe } from '../../objects/index.ts';
import { hasFault } from '../faults.ts';
import { outcomeOf as outcomeOfCommand } from '../programs/shell.ts';
import { portsOf } from '../programs/index.ts';
import type { ContainerLook, Running } from './container-look.ts';
import { processOf, reading } from './process.ts';

/** The three kinds of probes. */
export type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** Does it pass, and what does the kubelet hear if not? */
export interface Outcome {
  readonly passes: boolean;
  readonly output: string;
}

const passed: Outcome = { passes: true, output: '' };

function failed(output: string): Outcome {
  return { passes: false, output };
}

/** What the probe of this kind would find out at this moment, as things stand; without a probe only a fault can be found. */
export function outcomeOf(look: ContainerLook, running: Running, kind: ProbeKind, at: Millis): Outcome {
  const { reader, pod, image, container } = look;
  const probe = container[`${kind}Probe`];
  const isFaulty = kind !== 'startup' && hasFault(reader, 'pod', pod, kind);
  if (isFaulty || (image.unready && kind === 'readiness')) return failed(faultOutput(look, probe));
  if (!probe) return passed;
  if (probe.exec) return execOutcome(look, running, probe.exec.command ?? [], at);
  return requestOutcome(look, running, probe, at);
}

function faultOutput(look: ContainerLook, { httpGet, tcpSocket, grpc }: Probe = {}): string {
  if (httpGet) return 'HTTP probe failed with statuscode: 500';
  if (grpc) return 'service unhealthy (responded with "NOT_SERVING")';
  return tcpSocket ? `dial tcp ${addressOf(look, tcpSocket.port)}: i/o timeout` : '';
}

/** Might the answer change without anything that we hear of? A command that looks at files has to be asked each time. */
export function isUncertain({ container }: ContainerLook, kind: ProbeKind): boolean {
  const command = container[`${kind}Probe`]?.exec?.command ?? [];
  return command.some((word) => /(^|\s)(\/bin\/)?(cat|ls|test|\[)(\s|$)/.test(word));
}

function execOutcome(look: ContainerLook, running: Running, command: readonly string[], at: Millis): Outcome {
  const process = processOf(look, running.env, running.pid, command);
  const outcome = outcomeOfCommand(process, reading(look));
  if (outcome) return outcome.isFine ? passed : failed(outcome.output);
  return at >= running.listensAt ? passed : failed('');
}

function requestOutcome(look: ContainerLook, running: Running, probe: Probe, at: Millis): Outcome {
  const { httpGet, tcpSocket, grpc } = probe;
  const port = httpGet?.port ?? tcpSocket?.port ?? grpc?.port ?? 0;
  const isListening = at >= running.listensAt && listensOn(look, port);
  const refused = `dial tcp ${addressOf(look, port)}: connect: connection refused`;
  if (!isListening) {
    const { scheme = 'HTTP', path = '/' } = httpGet ?? {};
    const url = `${scheme.toLowerCase()}://${addressOf(look, port)}${path.replace(/^(?=[^/])/, '/')}`;
    if (grpc)
      return failed(
        `timeout: failed to connect service "${addressOf(look, port)}" within ${probe.timeoutSeconds ?? 1}s: context deadline exceeded`,
      );
    return failed(httpGet ? `Get "${url}": ${refused}` : refused);
  }
  if (!httpGet) return passed;
  const process = processOf(look, running.env, running.pid);
  const status = look.image.program.status?.(httpGet.path ?? '/', process, reading(look)) ?? 200;
  return status >= 200 && status < 400 ? passed : failed(`HTTP probe failed with statuscode: ${status}`);
}

function addressOf({ pod, container }: ContainerLook, port: number | string): string {
  return `${pod.status?.podIP ?? ''}:${portNumber(container, port) ?? port}`;
}

function portNumber({ ports = [] }: Container, port: number | string): number | undefined {
  return typeof port === 'number' ? port : ports.find(({ name }) => name === port)?.containerPort;
}

function listensOn({ image, container }: ContainerLook, port: number | string): boolean {
  const number = portNumber(container, port);
  return number !== undefined && portsOf(image, container)?.includes(number) !== false;
}
