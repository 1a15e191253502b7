import type { Millis } from '../objects/index.ts';
import type { ClaimSeen, VolumeSeen } from './claims.ts';
import type { Column, Group, RecordSeen } from './columns.ts';
import type { Look, PodSeen } from './pods.ts';
import type { RevisionSeen } from './revisions.ts';
import type { Row } from './rows.ts';
import type { Decision } from './scene.ts';

/** One line of the legend: a revision, a look of pods, or data on a volume. */
export type LegendEntry =
  | { readonly kind: 'revision'; readonly revision: RevisionSeen; readonly several: boolean }
  | { readonly kind: Exclude<Look, 'ready'> | 'unheard' | 'data' };

/** Every text that the stage shows or lets be read aloud; the stage itself has no language. */
export interface StageWords {
  /** The name of the whole stage, for screen readers. */
  readonly stage: string;
  /** The heading of the strip: "StatefulSet controller". */
  readonly controller: string;
  readonly dns: string;
  readonly headless: string;
  readonly volumes: string;
  /** The label of the lane of pods that no node has. */
  readonly notScheduled: string;
  /** What the strip says while no controller has spoken. */
  readonly idle: string;
  /** Left and right of the partition line. */
  readonly staysOld: string;
  readonly getsNew: string;
  step(step: string): string;
  /** The sentence under the strip: "Waits: kubia-0 is not Ready yet." */
  decision(decision: Decision): string;
  partition(ordinal: number): string;
  /** A group's header, such as "web 20/20". */
  group(group: Group, ready: number): string;
  /** What stands in the place of an address: "no record yet". */
  record(record: RecordSeen, column: Column): string;
  /** A node's state in a word: "Ready". */
  nodeState(row: Row): string;
  /** "silent 1m 12s" */
  silent(forMs: Millis): string;
  fault(name: string): string;
  /** The word under a disc: "ContainerCreating". */
  podState(pod: PodSeen): string;
  /** A volume's or claim's phase in a word. */
  phase(phase: string): string;
  /** Under the volume of a ghost column: "kept: whenScaled Retain". */
  kept(group: Group): string;
  more(count: number): string;
  legend(entry: LegendEntry): string;
  /** What a screen reader says of a pod, with its state, node, revision and address. */
  aboutPod(pod: PodSeen): string;
  aboutNode(row: Row): string;
  aboutRecord(column: Column): string;
  aboutClaim(claim: ClaimSeen): string;
  aboutVolume(volume: VolumeSeen): string;
}
