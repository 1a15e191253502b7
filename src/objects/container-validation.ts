import { type Causes, duplicate, each, fine, forbidden, misshapen, missing, notNegative, oneOf } from './causes.ts';
import { portNumber, required, unsupported, wrong } from './causes.ts';
import { dnsLabel, portName } from './formats.ts';
import type { Container, EnvFrom, PodSpec } from './pod.ts';
import { isSidecar } from './pod.ts';
import { resourcesCauses } from './resource-validation.ts';

/*
 * What a container may say: pkg/apis/core/v1 validation.go (v1.36), validateContainers and what it calls, in its order.
 * Left out: security contexts, devices, resize policies, windows, host port conflicts.
 */

type Fields = Readonly<Record<string, unknown>>;

function portCauses(path: string, ports: Container['ports']): Causes {
  const names = new Set<string>();
  return each(path, ports, (place, { name, containerPort, protocol }) => {
    const causes: string[] = [];
    if (name) {
      causes.push(...misshapen(`${place}.name`, name, portName));
      if (names.has(name)) causes.push(duplicate(`${place}.name`, name));
      names.add(name);
    }
    if (!containerPort) causes.push(required(`${place}.containerPort`));
    else causes.push(...portNumber(`${place}.containerPort`, containerPort));
    return [...causes, ...oneOf(`${place}.protocol`, protocol, ['SCTP', 'TCP', 'UDP'])];
  });
}

const envSources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];
const noEnvSource = `must specify one of: ${envSources
  .slice(0, -1)
  .map((source) => `\`${source}\``)
  .join(', ')} or \`fileKeyRef\``;

function envCauses(path: string, { name, value, valueFrom }: Fields): Causes {
  const causes: string[] = [];
  if (!name) causes.push(required(`${path}.name`));
  else if (!/^[ -<>-~]+$/.test(String(name))) {
    const detail = "a valid environment variable name must consist only of printable ASCII characters other than '='";
    causes.push(wrong(`${path}.name`, name, detail));
  }
  if (!valueFrom) return causes;
  const given = envSources.filter((source) => (valueFrom as Fields)[source]);
  if (given.length === 0) causes.push(wrong(`${path}.valueFrom`, '', noEnvSource));
  else if (value) causes.push(wrong(`${path}.valueFrom`, '', 'may not be specified when `value` is not empty'));
  else if (given.length > 1) {
    causes.push(wrong(`${path}.valueFrom`, '', 'may not have more than one field specified at a time'));
  }
  return causes;
}

function envFromCauses(path: string, { prefix, configMapRef, secretRef }: EnvFrom): Causes {
  const causes: string[] = [];
  if (prefix && !/^[ -<>-~]+$/.test(prefix)) {
    const detail = "a valid environment variable name must consist only of printable ASCII characters other than '='";
    causes.push(wrong(`${path}.prefix`, prefix, detail));
  }
  if (!configMapRef && !secretRef) causes.push(wrong(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
  if (configMapRef && secretRef) causes.push(wrong(path, '', 'may not have more than one field specified at a time'));
  if (configMapRef && !configMapRef.name) causes.push(required(`${path}.configMapRef.name`));
  if (secretRef && !secretRef.name) causes.push(required(`${path}.secretRef.name`));
  return causes;
}

function mountCauses(path: string, mounts: Container['volumeMounts'], volumes: ReadonlySet<string>): Causes {
  const paths = new Set<string>();
  return each(path, mounts, (place, { name, mountPath }) => {
    const causes: string[] = [];
    if (!name) causes.push(required(`${place}.name`));
    if (!volumes.has(name)) causes.push(missing(`${place}.name`, name));
    if (!mountPath) causes.push(required(`${place}.mountPath`));
    if (paths.has(mountPath)) causes.push(wrong(`${place}.mountPath`, mountPath, 'must be unique'));
    paths.add(mountPath);
    return causes;
  });
}

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

/** A port in an action: a number, or the name of one of the container's ports. */
export function portOrName(path: string, port: unknown): Causes {
  return typeof port === 'string' ? misshapen(path, port, portName) : portNumber(path, port ?? 0);
}

function handlerCauses(path: string, handler: Fields): Causes {
  const [first, second] = handlers.filter((name) => handler[name]);
  if (!first) return [required(path, 'must specify a handler type')];
  const causes = actionCauses(`${path}.${first}`, first, handler[first] as Fields);
  if (!second) return causes;
  return [...causes, forbidden(`${path}.${second}`, 'may not specify more than 1 handler type')];
}

function actionCauses(path: string, name: string, action: Fields): Causes {
  if (name === 'exec') {
    return (action.command as readonly string[] | undefined)?.length ? fine : [required(`${path}.command`)];
  }
  const ofPort = portOrName(`${path}.port`, action.port);
  if (name !== 'httpGet') return ofPort;
  const ofPath = action.path ? fine : [required(`${path}.path`)];
  return [...ofPath, ...ofPort, ...oneOf(`${path}.scheme`, action.scheme, ['HTTP', 'HTTPS'])];
}

const probeNumbers = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

function probeCauses(path: string, probe: Fields | undefined, mustSucceedOnce: boolean): Causes {
  if (!probe) return fine;
  const ofNumbers = probeNumbers.flatMap((number) => notNegative(`${path}.${number}`, probe[number]));
  const causes = [...handlerCauses(path, probe), ...ofNumbers];
  if (!mustSucceedOnce || probe.successThreshold === 1) return causes;
  return [...causes, wrong(`${path}.successThreshold`, probe.successThreshold, 'must be 1')];
}

function lifecycleCauses(path: string, lifecycle: Fields | undefined): Causes {
  return ['postStart', 'preStop'].flatMap((hook) => {
    const handler = lifecycle?.[hook] as Fields | undefined;
    return !handler || handler.sleep ? [] : handlerCauses(`${path}.${hook}`, handler);
  });
}

function containerCauses(path: string, container: Container, volumes: ReadonlySet<string>): Causes {
  const { name, image, ports, env, envFrom, volumeMounts, imagePullPolicy, resources, terminationMessagePolicy } =
    container;
  return [
    ...(name ? misshapen(`${path}.name`, name, dnsLabel) : [required(`${path}.name`)]),
    ...imageCauses(`${path}.image`, image),
    ...oneOf(`${path}.terminationMessagePolicy`, terminationMessagePolicy, ['File', 'FallbackToLogsOnError']),
    ...portCauses(`${path}.ports`, ports),
    ...each(`${path}.env`, env as readonly Fields[] | undefined, envCauses),
    ...each(`${path}.envFrom`, envFrom, envFromCauses),
    ...mountCauses(`${path}.volumeMounts`, volumeMounts, volumes),
    ...oneOf(`${path}.imagePullPolicy`, imagePullPolicy, ['Always', 'IfNotPresent', 'Never']),
    ...resourcesCauses(`${path}.resources`, resources),
  ];
}

function imageCauses(path: string, image: string | undefined): Causes {
  if (!image) return [required(path)];
  return image === image.trim() ? fine : [wrong(path, image, 'must not have leading or trailing whitespace')];
}

function actingCauses(path: string, container: Container): Causes {
  return [
    ...lifecycleCauses(`${path}.lifecycle`, container.lifecycle),
    ...probeCauses(`${path}.livenessProbe`, container.livenessProbe as Fields | undefined, true),
    ...probeCauses(`${path}.readinessProbe`, container.readinessProbe as Fields | undefined, false),
    ...probeCauses(`${path}.startupProbe`, container.startupProbe as Fields | undefined, true),
  ];
}

/** Containers with unique names, mounting only volumes of the pod; init containers may not be probed. */
export function containersCauses(
  path: string,
  containers: readonly Container[],
  volumes: ReadonlySet<string>,
  names: Set<string>,
): Causes {
  return each(path, containers, (place, container) => {
    const causes = containerCauses(place, container, volumes);
    const isTwice = names.has(container.name);
    names.add(container.name);
    return [
      ...causes,
      ...(isTwice ? [duplicate(`${place}.name`, container.name)] : fine),
      ...actingCauses(place, container),
    ];
  });
}

const onlySidecars = 'may not be set for init containers without restartPolicy=Always';

/** What init containers may not have: who only initializes is neither asked nor warned; beside the others runs who is always restarted. */
export function initCauses(path: string, containers: readonly Container[] | undefined): Causes {
  return each(path, containers, (place, container) => {
    const { restartPolicy } = container;
    if (restartPolicy !== undefined && !isSidecar(container)) {
      return [unsupported(`${place}.restartPolicy`, restartPolicy, ['Always'])];
    }
    if (isSidecar(container)) return fine;
    const fields = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;
    return fields.flatMap((field) => (container[field] ? forbidden(`${place}.${field}`, onlySidecars) : []));
  });
}

/** A preStop hook that sleeps must end within the grace period (validateSleepAction). */
export function sleepCauses(path: string, { containers, terminationGracePeriodSeconds: grace = 30 }: PodSpec): Causes {
  return each(path, containers, (place, { lifecycle }) => {
    const { seconds } = lifecycle?.preStop?.sleep ?? {};
    if (seconds === undefined || (seconds >= 0 && seconds <= grace)) return fine;
    const detail = `must be non-negative and less than terminationGracePeriodSeconds (${grace})`;
    return [wrong(`${place}.lifecycle.preStop.sleep`, seconds, detail)];
  });
}
