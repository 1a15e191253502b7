/** The manifests of storms: small StatefulSets of every kind. */
import type { Chance } from './storm-chance.ts';

/** What of a set cannot be changed once it is there. */
export interface Shape {
  readonly policy: 'OrderedReady' | 'Parallel';
  readonly claims: readonly string[];
}

/** Tags of the images: good ones, and those whose words make a program misbehave. */
export const tags = ['v1', 'v1', 'v2', 'v2', 'v3', 'badimage', 'crash', 'unready', 'slowterm'] as const;

/** A tag with which every pod becomes Ready and ends when it is told to. */
export const goodTag = 'v1';

/** Can a pod with this image never become Ready? */
export function isBad(image: string): boolean {
  return /badimage|crash|unready/.test(image);
}

/** Draws what cannot be changed. */
export function drawShape(chance: Chance): Shape {
  return {
    policy: chance.pick(['OrderedReady', 'OrderedReady', 'Parallel']),
    claims: chance.pick([[], ['data'], ['data', 'logs']]),
  };
}

/** Draws the rest; a line that is left out leaves its field to the defaults. */
export function drawManifest(chance: Chance, { policy, claims }: Shape, tag: string): string {
  const sometimes = (share: number, lines: () => string): string => (chance.below(100) < share ? lines() : '');
  const [whenDeleted, whenScaled] = [0, 1].map(() => chance.pick(['Retain', 'Delete']));
  const lines = [
    `  replicas: ${chance.pick([0, 1, 2, 2, 3, 3, 4, 6])}`,
    `  podManagementPolicy: ${policy}`,
    sometimes(50, () => strategy(chance)),
    sometimes(15, () => `  minReadySeconds: ${1 + chance.below(8)}`),
    sometimes(20, () => `  ordinals: {start: ${1 + chance.below(3)}}`),
    sometimes(20, () => `  revisionHistoryLimit: ${chance.below(3)}`),
    sometimes(
      40,
      () => `  persistentVolumeClaimRetentionPolicy: {whenDeleted: ${whenDeleted}, whenScaled: ${whenScaled}}`,
    ),
  ].filter((text) => text !== '');
  const grace = sometimes(60, () => `      terminationGracePeriodSeconds: ${chance.pick([1, 2, 10])}\n`);
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kubia
spec:
  serviceName: kubia
${lines.join('\n')}
  selector:
    matchLabels: {app: kubia}
  template:
    metadata:
      labels: {app: kubia}
    spec:
${grace}      containers:
      - {name: kubia, image: 'luksa/kubia-pet:${tag}'}
${claims.length > 0 ? `  volumeClaimTemplates:\n${claims.map(claimTemplate).join('')}` : ''}`;
}

function strategy(chance: Chance): string {
  const partition = (): string =>
    `  updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: ${chance.below(4)}}}`;
  return chance.pick([
    () => '  updateStrategy: {type: OnDelete}',
    () => '  updateStrategy: {type: RollingUpdate}',
    partition,
  ])();
}

function claimTemplate(name: string): string {
  return `  - metadata: {name: ${name}}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
`;
}
