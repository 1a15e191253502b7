import type {
  Cluster,
  Condition,
  Container,
  ContainerState,
  ContainerStatus,
  Pod,
  Probe,
} from '../../sandbox/index.ts';
import { millisOf } from '../../sandbox/index.ts';
import { clockText } from '../clock.ts';
import * as words from '../paraglide/messages.js';
import type { Fact, Section } from './fact.ts';

/** The conditions of a status; one that is not as it should be says why. */
export function conditionFacts(conditions: readonly Condition[] = []): readonly Fact[] {
  return conditions.map(({ type, status, reason, message }) => {
    const more = [reason, message].filter(Boolean).join(': ');
    // Of a node's conditions only Ready is good when it is True, and of a pod's all but the disruption.
    const isGoodWhenTrue = !/Pressure$|Unavailable$|DisruptionTarget$/.test(type);
    const isGood = (status === 'True') === isGoodWhenTrue && status !== 'Unknown';
    return { name: type, value: status, tone: isGood ? ('ok' as const) : ('bad' as const), ...(more && { more }) };
  });
}

/** A section for each container of a pod: how it is, how it was before, and what it is asked. */
export function containerFacts(cluster: Cluster, { spec, status }: Pod): readonly Section[] {
  const said = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const section = (container: Container, isInit: boolean): Section => {
    const own = said.find(({ name }) => name === container.name);
    const title = isInit ? words.facts_init_container : words.facts_container;
    return { title: title({ name: container.name }), facts: factsOf(cluster, container, own) };
  };
  return [
    ...(spec.initContainers ?? []).map((container) => section(container, true)),
    ...spec.containers.map((container) => section(container, false)),
  ];
}

function factsOf(cluster: Cluster, container: Container, own: ContainerStatus | undefined): readonly Fact[] {
  const probes = (['startupProbe', 'readinessProbe', 'livenessProbe'] as const).flatMap((name) => {
    const probe = container[name];
    return probe ? [{ name, value: probeText(probe) }] : [];
  });
  const before = own?.lastState && Object.keys(own.lastState).length > 0;
  return [
    { name: 'image', value: container.image },
    ...(own ? [stateFact(cluster, 'state', own.state)] : []),
    ...(own && before ? [stateFact(cluster, 'lastState', own.lastState)] : []),
    ...(own ? [{ name: 'ready', value: String(own.ready), tone: own.ready ? ('ok' as const) : ('bad' as const) }] : []),
    ...(own ? [{ name: 'restartCount', value: String(own.restartCount) }] : []),
    ...probes,
  ];
}

function stateFact({ state: { settings } }: Cluster, name: string, state: ContainerState = {}): Fact {
  const { waiting, running, terminated } = state;
  const at = (time: string | undefined): string =>
    time === undefined ? '' : clockText(Math.max(0, millisOf(time) - millisOf(settings.start)));
  if (terminated) {
    const { reason = '', exitCode, finishedAt, message } = terminated;
    const value = words.facts_terminated({ reason, code: exitCode, at: at(finishedAt) });
    return { name, value, tone: exitCode === 0 ? 'ok' : 'bad', ...(message && { more: message }) };
  }
  if (running) return { name, value: words.facts_running({ at: at(running.startedAt) }) };
  const value = words.facts_waiting({ reason: waiting?.reason ?? '–' });
  return { name, value, ...(waiting?.message && { more: waiting.message }) };
}

function probeText(probe: Probe): string {
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = probe;
  const numbers = { delay: initialDelaySeconds, period: periodSeconds, failures: failureThreshold };
  return words.facts_probe({ what: askedOf(probe), ...numbers });
}

function askedOf({ httpGet, tcpSocket, exec, grpc }: Probe): string {
  if (httpGet) return `httpGet :${httpGet.port}${httpGet.path ?? '/'}`;
  if (tcpSocket) return `tcpSocket :${tcpSocket.port}`;
  if (grpc) return `grpc :${grpc.port}`;
  return `exec ${exec?.command?.join(' ') ?? ''}`;
}
