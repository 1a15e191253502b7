/**
 * The environment of a container, as it is when the container starts: later changes of a ConfigMap do not reach it.
 * Models kubelet_pods.go, makeEnvironmentVariables. Left out: the variables of Services, file keys.
 */
import { keyFor, milliQuantity, quantity, textsOf } from '../../objects/index.ts';
import type { ConfigMap, Container, Labels, Pod, Secret } from '../../objects/index.ts';
import { get } from '../read.ts';
import type { ContainerLook } from './container-look.ts';
import { expanded } from './process.ts';

/** The variables, or why the container cannot be made, in the kubelet's words. */
export interface Environment {
  readonly env: Labels;
  readonly problem?: string;
}

type Variable = NonNullable<Container['env']>[number];
type Source = NonNullable<Variable['valueFrom']>;
type Env = Record<string, string>;
type Kind = 'ConfigMap' | 'Secret';

/** Thrown and caught in this file alone. */
function refuse(problem: string): never {
  throw new RangeError(problem);
}

/** All of it: what whole objects give, then the variables one by one, in which earlier ones may be used. */
export function environmentOf(look: ContainerLook): Environment {
  const env: Env = {};
  try {
    for (const { prefix = '', configMapRef, secretRef } of look.container.envFrom ?? []) {
      const ref = configMapRef ?? secretRef ?? {};
      const data = dataOf(look, configMapRef ? 'ConfigMap' : 'Secret', ref.name ?? '', ref.optional);
      for (const [key, value] of Object.entries(data ?? {})) env[prefix + key] = value;
    }
    for (const variable of look.container.env ?? []) put(look, env, variable);
    return { env };
  } catch (error) {
    if (error instanceof RangeError) return { env, problem: error.message };
    throw error;
  }
}

function put(look: ContainerLook, env: Env, { name, value, valueFrom }: Variable): void {
  const found = valueFrom ? valueOf(look, valueFrom) : expanded(value ?? '', env);
  if (found !== undefined) env[name] = found;
}

function valueOf(
  look: ContainerLook,
  { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef }: Source,
): string | undefined {
  if (fieldRef) return fieldOf(look.pod, fieldRef.fieldPath);
  if (resourceFieldRef) return amountOf(look, resourceFieldRef);
  const ref = configMapKeyRef ?? secretKeyRef;
  if (!ref) return undefined;
  const { key, name = '', optional } = ref;
  const kind = configMapKeyRef ? 'ConfigMap' : 'Secret';
  const data = dataOf(look, kind, name, optional);
  if (data?.[key] !== undefined || optional) return data?.[key];
  return refuse(`couldn't find key ${key} in ${kind} ${look.pod.metadata.namespace}/${name}`);
}

function dataOf({ reader, pod }: ContainerLook, kind: Kind, name: string, optional = false): Labels | undefined {
  const object = get<ConfigMap | Secret>(reader, keyFor(kind, pod.metadata.namespace, name));
  if (object) return textsOf(object);
  return optional ? undefined : refuse(`${kind.toLowerCase()} "${name}" not found`);
}

/** pkg/fieldpath and the kubelet's podFieldSelectorRuntimeValue. */
function fieldOf({ metadata, spec, status }: Pod, path: string): string {
  const [, map, key = ''] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? [];
  if (map) return metadata[map as 'labels' | 'annotations']?.[key] ?? '';
  const fields: Readonly<Record<string, string | undefined>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'spec.nodeName': spec.nodeName,
    'spec.serviceAccountName': String(spec['serviceAccountName'] ?? 'default'),
    'status.hostIP': status?.hostIP,
    'status.hostIPs': status?.hostIP,
    'status.podIP': status?.podIP,
    'status.podIPs': status?.podIPs?.map(({ ip }) => ip).join(','),
  };
  return fields[path] ?? '';
}

type AmountRef = NonNullable<Source['resourceFieldRef']>;

/** What is not limited is limited by the node. Amounts are rounded up to whole divisors. */
function amountOf(look: ContainerLook, { resource, containerName, divisor = '1' }: AmountRef): string {
  const { pod, container, node } = look;
  const of = pod.spec.containers.find(({ name }) => name === containerName) ?? container;
  const [list = '', name = ''] = resource.split('.');
  const amounts = of.resources?.[list as 'limits' | 'requests'];
  const given = amounts?.[name] ?? (list === 'limits' ? node?.status?.allocatable?.[name] : undefined) ?? '0';
  const by = divisor === '0' ? '1' : divisor;
  const count = name === 'cpu' ? milliQuantity(given) / milliQuantity(by) : quantity(given) / quantity(by);
  return String(Math.ceil(count));
}
