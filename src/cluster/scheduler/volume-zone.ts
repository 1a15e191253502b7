import type { Node, Volume } from '../../objects/index.ts';
import { claimsOf, volumeOf } from './pod-claims.ts';
import type { Plugin, Refusal } from './plugin.ts';

const refusal: Refusal = { reasons: ['node(s) had no available volume zone'], isFinal: true };

const topologyLabels = [
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
];

/** A volume that is labelled with a zone is used from there (plugins/volumezone/volume_zone.go). */
export const volumeZone: Plugin = {
  name: 'VolumeZone',
  filter: ({ reader, pod }) => {
    const places = claimsOf(reader, pod).flatMap((claim) => placesOf(volumeOf(reader, claim)));
    if (places.length === 0) return undefined;
    return (node) => (places.every((place) => isIn(place, node)) ? undefined : refusal);
  },
};

interface Place {
  readonly label: string;
  readonly values: readonly string[];
}

/** Several zones in one label are joined by two underscores. */
function placesOf(volume: Volume | undefined): readonly Place[] {
  return topologyLabels.flatMap((label) => {
    const value = volume?.metadata.labels?.[label];
    return value === undefined ? [] : { label, values: value.split('__') };
  });
}

/** A cluster whose nodes say nothing about zones has none. */
function isIn({ label, values }: Place, { metadata: { labels = {} } }: Node): boolean {
  if (topologyLabels.every((each) => labels[each] === undefined)) return true;
  return values.includes(labels[label] ?? '');
}
