import { readManifest } from '../objects/index.ts';
import type { Settings } from '../sandbox/index.ts';
import { defaultSettings, machines } from '../sandbox/index.ts';
import { readDuration } from './durations.ts';

type Value = Readonly<Record<string, unknown>>;
type Reader = (value: unknown, key: string) => unknown;

/** Thrown and caught in this file alone, so that readers can be nested without carrying problems around. */
function refuse(sentence: string): never {
  throw new RangeError(sentence);
}

/** Settings written as YAML, only what differs from the defaults; or a sentence that says what is wrong with them. */
export function readSettings(text: string): Partial<Settings> | { readonly problem: string } {
  try {
    return fields(readers)(readYaml(text), 'the settings');
  } catch (error) {
    if (error instanceof Error) return { problem: error.message.split('\n')[0] ?? '' };
    throw error;
  }
}

// With these lines behind it, the text is read by the same reader as a manifest.
const tail = ['', 'apiVersion: ordinal.dev/v1', 'kind: Settings', ''];

function readYaml(text: string): Value {
  const { documents, problems } = readManifest(text + tail.join('\n'));
  const problem = problems.find(({ stage }) => stage === 'parse' || stage === 'validate');
  if (problem) {
    const message = problem.message.replace(/^error converting YAML to JSON: /, '').replace(/^yaml: (line \d+: )?/, '');
    refuse(`line ${problem.line}: ${message}`);
  }
  const { apiVersion, kind, ...settings } = documents[0]?.object ?? {};
  return settings;
}

/** Reads an object whose keys are all known. */
function fields(known: Readonly<Record<string, Reader>>): (value: unknown, key: string) => Value {
  return (value, key) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(`${key} must be a mapping`);
    const read = Object.entries(value as Value).map(([name, inner]) => {
      const reader = known[name] ?? refuse(`${key} has no "${name}"; it has ${Object.keys(known).join(', ')}`);
      return [name, reader(inner, name)];
    });
    return Object.fromEntries(read) as Value;
  };
}

/** Reads an object over its defaults. */
function over(defaults: object, known: Readonly<Record<string, Reader>>): Reader {
  return (value, key) => ({ ...defaults, ...fields(known)(value, key) });
}

function listOf(item: Reader): Reader {
  return (value, key) =>
    Array.isArray(value) ? value.map((inner) => item(inner, key)) : refuse(`${key} must be a list`);
}

function allOf(value: unknown, reader: Reader): Value {
  const entries = Object.entries((value ?? {}) as Value);
  return Object.fromEntries(entries.map(([name, inner]) => [name, reader(inner, name)]));
}

const text: Reader = (value, key) => (typeof value === 'string' ? value : refuse(`${key} must be text`));
const truth: Reader = (value, key) => (typeof value === 'boolean' ? value : refuse(`${key} must be true or false`));
const word: Reader = (value) => String(value);
const count: Reader = (value, key) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : refuse(`${key} must be a whole number`);
const duration: Reader = (value, key) =>
  readDuration(String(value)) ?? refuse(`${key} must be a duration such as 500ms, 2s or 1m30s`);

const share: Reader = (value, key) => {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(String(value))?.[1];
  return percent === undefined ? refuse(`${key} must be a share such as 20%`) : Number(percent) / 100;
};

/** A date may come as YAML's own kind of value. */
const date: Reader = (value, key) =>
  Number.isNaN(Date.parse(String(value)))
    ? refuse(`${key} must be a date such as 2026-01-01T00:00:00Z`)
    : String(value);

const caches: readonly unknown[] = ['none', 'classic'];
const dnsCache: Reader = (value, key) =>
  caches.includes(value) ? value : refuse(`${key} must be one of ${caches.join(', ')}`);

const eras: readonly unknown[] = ['current', 'unknown-pods'];
const era: Reader = (value, key) => (eras.includes(value) ? value : refuse(`${key} must be one of ${eras.join(', ')}`));

function nodes(value: unknown, key: string): unknown {
  if (typeof value === 'number') return machines(count(value, key) as number);
  if (!Array.isArray(value)) refuse(`${key} must be a number or a list`);
  return value.map((node: unknown, index) => {
    const [like] = machines(1);
    const name = (node as Value | null)?.['name'] ?? `node-${index + 1}`;
    const labels: Reader = (given) => ({ 'kubernetes.io/hostname': name, ...allOf(given, word) });
    return over(
      { ...like, name, labels: labels({}, '') },
      { name: text, cpu: word, memory: word, pods: count, labels },
    )(node, key);
  });
}

const durationNames = Object.keys(defaultSettings.durations).filter((name) => name !== 'jitter');
const storageClass = {
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
  isDefault: false,
  provisioner: 'ordinal.dev/disk',
};

const ofImages: Readonly<Record<string, Reader>> = {
  runs: text,
  pull: duration,
  size: count,
  startUp: duration,
  memory: word,
  missing: truth,
  slow: truth,
  crash: truth,
  unready: truth,
  slowterm: truth,
};

const readers: Readonly<Record<string, Reader>> = {
  nodes,
  start: date,
  storageClasses: listOf(
    over(storageClass, {
      name: text,
      provisioner: text,
      reclaimPolicy: text,
      volumeBindingMode: text,
      isDefault: truth,
      allowVolumeExpansion: truth,
    }),
  ),
  durations: over(defaultSettings.durations, {
    ...Object.fromEntries(durationNames.map((name) => [name, duration])),
    jitter: share,
  }),
  leaseInterval: duration,
  nodeMonitorPeriod: duration,
  nodeMonitorGracePeriod: duration,
  tolerationSeconds: duration,
  era,
  gates: over(
    defaultSettings.gates,
    Object.fromEntries(Object.keys(defaultSettings.gates).map((name) => [name, truth])),
  ),
  images: (value) => allOf(value, fields(ofImages)),
  dns: over(defaultSettings.dns, { cache: dnsCache }),
  loadBalancerAddresses: listOf(text),
  ingressAddress: text,
  retries: truth,
  limits: over(
    defaultSettings.limits,
    Object.fromEntries(Object.keys(defaultSettings.limits).map((name) => [name, count])),
  ),
};
