import type { ApiObject, ConfigMap, Ingress, ResourceQuota, Secret } from '../../objects/index.ts';
import { classNameOf, openAddresses } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';
import { orNone } from './columns.ts';

/** The columns of ConfigMaps (printers.go, printConfigMap). */
export const configMapColumns: Columns<ConfigMap> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['DATA', ({ data = {}, binaryData = {} }) => String(Object.keys(data).length + Object.keys(binaryData).length)],
  ['AGE', age],
];

/** The columns of Secrets (printers.go, printSecret). */
export const secretColumns: Columns<Secret> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['TYPE', ({ type = '' }) => type],
  ['DATA', ({ data = {} }) => String(Object.keys(data).length)],
  ['AGE', age],
];

/** The columns of ResourceQuotas (printers.go, printResourceQuota). */
export const quotaColumns: Columns<ResourceQuota> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['REQUEST', (quota) => amounts(quota, (resource) => !resource.startsWith('limits'))],
  ['LIMIT', (quota) => amounts(quota, (resource) => resource.startsWith('limits'))],
  ['AGE', age],
];

function amounts({ status }: ResourceQuota, isMeant: (resource: string) => boolean): string {
  const { hard = {}, used = {} } = status ?? {};
  const names = Object.keys(hard).filter(isMeant).sort();
  return names.map((name) => `${name}: ${used[name] ?? '0'}/${hard[name]}`).join(', ');
}

/** The columns of Ingresses (printers.go, printIngress). */
export const ingressColumns: Columns<Ingress> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['CLASS', (ingress) => orNone(classNameOf(ingress))],
  ['HOSTS', hostsText],
  ['ADDRESS', (ingress) => openAddresses(ingress).join(',')],
  ['PORTS', ({ spec }) => (spec?.tls?.length ? '80, 443' : '80')],
  ['AGE', age],
];

function hostsText({ spec }: Ingress): string {
  const hosts = (spec?.rules ?? []).flatMap(({ host }) => host ?? []);
  if (hosts.length === 0) return '*';
  const shown = hosts.slice(0, 3).join(',');
  return hosts.length > 3 ? `${shown} + ${hosts.length - 3} more...` : shown;
}

/** The columns of IngressClasses (printers.go, printIngressClass). */
export const ingressClassColumns: Columns<ApiObject> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['CONTROLLER', ({ spec }) => String((spec as { readonly controller?: string } | undefined)?.controller ?? '')],
  ['PARAMETERS', () => '<none>'],
  ['AGE', age],
];

interface Autoscaler extends ApiObject {
  readonly spec: {
    readonly minReplicas?: number;
    readonly maxReplicas: number;
    readonly scaleTargetRef: { readonly kind: string; readonly name: string };
    readonly metrics?: readonly {
      readonly resource?: { readonly name: string; readonly target: { readonly averageUtilization?: number } };
    }[];
  };
  readonly status?: { readonly currentReplicas?: number };
}

/** The columns of HorizontalPodAutoscalers; nothing measures load here, so what is used is never known (printers.go, formatHPAMetrics). */
export const autoscalerColumns: Columns<Autoscaler> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['REFERENCE', ({ spec: { scaleTargetRef } }) => `${scaleTargetRef.kind}/${scaleTargetRef.name}`],
  ['TARGETS', targets],
  ['MINPODS', ({ spec }) => String(spec.minReplicas ?? '<unset>')],
  ['MAXPODS', ({ spec }) => String(spec.maxReplicas)],
  ['REPLICAS', ({ status }) => String(status?.currentReplicas ?? 0)],
  ['AGE', age],
];

function targets({ spec }: Autoscaler): string {
  const known = (spec.metrics ?? []).flatMap(({ resource }) => resource ?? []);
  return orNone(known.map(({ name, target }) => `${name}: <unknown>/${target.averageUtilization ?? 0}%`).join(', '));
}
