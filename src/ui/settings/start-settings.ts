import { defaultSettings, machines } from '../../sandbox/index.ts';
import type { Settings } from '../../sandbox/index.ts';

/** The settings with which a cluster begins and that the page offers to change, as the form has them, by name. */
export type Chosen = Readonly<Record<string, number | string>>;

/** A number of the form: its least and most, and what it counts. */
export interface Range {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly unit: '' | '%' | 's';
}

/** A choice of the form. */
export interface Choice {
  readonly name: string;
  readonly options: readonly string[];
}

const numbers: readonly Range[] = [
  { name: 'nodes', least: 1, most: 100, unit: '' },
  { name: 'jitter', least: 0, most: 50, unit: '%' },
  { name: 'leaseInterval', least: 1, most: 60, unit: 's' },
  { name: 'nodeMonitorGracePeriod', least: 10, most: 600, unit: 's' },
  { name: 'tolerationSeconds', least: 0, most: 3600, unit: 's' },
  { name: 'loadBalancers', least: 0, most: 50, unit: '' },
];
const words: readonly Choice[] = [
  { name: 'era', options: ['current', 'unknown-pods'] },
  { name: 'dnsCache', options: ['none', 'classic'] },
];

const usual = chosenOf(defaultSettings);

/** The numbers of the form that the settings of a cluster know. */
export const ranges = numbers.filter(({ name }) => name in usual);

/** The choices of the form that the settings of a cluster know. */
export const choices = words.filter(({ name }) => name in usual);

/** What a cluster began with, as the form has it. */
export function chosenOf(settings: Settings): Chosen {
  const plain: Readonly<Record<string, unknown>> = { ...settings };
  const read = ({ name, unit }: Range): number | undefined => {
    const value = plain[name];
    return typeof value === 'number' ? value / (unit === 's' ? 1000 : 1) : undefined;
  };
  const all = [
    ...numbers.map((range) => [range.name, read(range)] as const),
    ...words.map(({ name }) => [name, plain[name]] as const),
    ['nodes', settings.nodes.length] as const,
    ['jitter', Math.round(settings.durations.jitter * 100)] as const,
    ['loadBalancers', settings.loadBalancerAddresses.length] as const,
    ['dnsCache', settings.dns.cache] as const,
  ];
  return Object.fromEntries(all.filter((entry): entry is readonly [string, number | string] => entry[1] !== undefined));
}

/** The settings for a recording: only what differs from the defaults. */
export function settingsFrom(chosen: Chosen): Partial<Settings> {
  const changed = Object.entries(chosen).filter(([name, value]) => value !== usual[name]);
  return Object.assign({}, ...changed.map(([name, value]) => settingOf(name, value))) as Partial<Settings>;
}

function settingOf(name: string, value: number | string): Readonly<Record<string, unknown>> {
  if (name === 'nodes') return { nodes: machines(Number(value)) };
  if (name === 'jitter') return { durations: { ...defaultSettings.durations, jitter: Number(value) / 100 } };
  if (name === 'dnsCache') return { dns: { cache: value } };
  if (name === 'loadBalancers') return { loadBalancerAddresses: addresses(Number(value)) };
  const isTime = numbers.some((range) => range.name === name && range.unit === 's');
  return { [name]: isTime ? Number(value) * 1000 : value };
}

/** Addresses that stand for none of the world (RFC 5737). */
function addresses(count: number): readonly string[] {
  return Array.from({ length: count }, (_, place) => `203.0.113.${10 + place}`);
}

/** Has every number a value that can be? */
export function isPossible(chosen: Chosen): boolean {
  return ranges.every(({ name, least, most }) => {
    const value = Number(chosen[name]);
    return Number.isInteger(value) && value >= least && value <= most;
  });
}
