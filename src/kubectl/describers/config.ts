import { list } from '../../cluster/index.ts';
import type { ApiObject, ConfigMap, Namespace, ResourceQuota, Secret } from '../../objects/index.ts';
import type { Describer } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, indented, labelLines, pair } from './lines.ts';

function head({ metadata }: ApiObject): Lines {
  return [
    pair('Name', metadata.name),
    pair('Namespace', metadata.namespace),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
  ];
}

/** A ConfigMap (describeConfigMap). */
export const describeConfigMap: Describer<ConfigMap> = (object) => {
  const { data = {}, binaryData = {} } = object;
  const texts = Object.keys(data)
    .sort()
    .flatMap((key) => [`${key}:`, '----', ...(data[key] ?? '').split('\n'), '']);
  const bytes = Object.keys(binaryData)
    .sort()
    .map((key) => `${key}: ${sizeOf(binaryData[key])} bytes`);
  return [...head(object), '', 'Data', '====', ...texts, '', 'BinaryData', '====', ...bytes, ''];
};

/** A Secret: how much there is of each, not what (describeSecret). */
export const describeSecret: Describer<Secret> = (object) => {
  const { data = {}, type } = object;
  const keys = Object.keys(data).sort();
  return [
    ...head(object),
    '',
    pair('Type', type),
    '',
    'Data',
    '====',
    ...keys.map((key) => pair(key, `${sizeOf(data[key])} bytes`)),
  ];
};

/** How many bytes a base64 text stands for. */
function sizeOf(text = ''): number {
  return Math.floor((text.replace(/=+$/, '').length * 3) / 4);
}

/** A namespace with what may be used in it (describeNamespace). */
export const describeNamespace: Describer<Namespace> = ({ metadata, status }, cluster) => {
  const quotas = list<ResourceQuota>(cluster, 'ResourceQuota', metadata.name);
  const each = quotas.flatMap((quota) => [pair('Name', quota.metadata.name), ...amountLines(quota, '---')]);
  return [
    pair('Name', metadata.name),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    pair('Status', status?.phase),
    '',
    ...(quotas.length > 0 ? ['Resource Quotas', ...indented(each)] : ['No resource quota.']),
    '',
    'No LimitRange resource.',
  ];
};

/** A quota: what is used, and how much there may be (describeQuota). */
export const describeQuota: Describer<ResourceQuota> = (quota) => [
  pair('Name', quota.metadata.name),
  pair('Namespace', quota.metadata.namespace),
  ...amountLines(quota, '----'),
];

function amountLines({ status }: ResourceQuota, line: string): Lines {
  const { hard = {}, used = {} } = status ?? {};
  const names = Object.keys(hard).sort();
  return [
    'Resource\tUsed\tHard',
    `--------\t${line}\t${line}`,
    ...names.map((name) => `${name}\t${used[name] ?? '0'}\t${hard[name]}`),
  ];
}
