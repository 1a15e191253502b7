import type { Millis } from '../objects/index.ts';
import type { Chip } from './chips.ts';
import type { ClaimSeen, VolumeSeen } from './claims.ts';
import type { Column, Group, RecordSeen } from './columns.ts';
import type { FoldPlace, Header } from './places.ts';
import type { Look, PodSeen } from './pods.ts';
import type { RevisionSeen } from './revisions.ts';
import type { Row } from './rows.ts';
import type { Decision } from './scene.ts';

/** One line of the legend: a revision, a look of pods, or data on a volume. */
export type LegendEntry =
  | { readonly kind: 'revision'; readonly revision: RevisionSeen; readonly several: boolean }
  | {
      readonly kind:
        Exclude<Look, 'ready'> | 'unheard' | 'gone' | 'data' | 'silent' | 'backOff' | 'eviction' | 'waiting' | 'held';
    };

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
  /** A header, such as "web 20/20". */
  header(header: Header): string;
  /** A chip in a header: "quota 5/10". */
  chip(chip: Chip): string;
  /** What is to be done with a header's workload: fold it, or unfold it. */
  fold(header: Header): string;
  /** Under a folded workload: "claims: 20". */
  claims(count: number): string;
  /** What stands in the place of an address: "no record yet", or in short "no record". */
  record(record: RecordSeen, isShort: boolean): string;
  /** A node's state in a word: "Ready". */
  nodeState(row: Row): string;
  /** A node's pressure in a word: "DiskPressure". */
  pressure(type: string): string;
  /** What is said of a node that takes no new pods. */
  readonly cordoned: string;
  /** "silent 1m 12s" */
  silent(forMs: Millis): string;
  fault(name: string): string;
  /** The word under a disc: "ContainerCreating". */
  podState(pod: PodSeen): string;
  /** What more there is to say of a pod, and how long it lasts: "evicted in 4m12s". Empty where there is nothing. */
  podRemark(pod: PodSeen, leftMs: Millis | undefined): string;
  /** A length of time, short: "4m12s". */
  span(ms: Millis): string;
  /** A volume's or claim's phase in a word. */
  phase(phase: string): string;
  /** Under the volume of a ghost column: "kept: whenScaled Retain", or in short what matters of it. */
  kept(group: Group, isShort: boolean): string;
  /** Under a volume that a pod waits for: "still on node-2". */
  attachedTo(node: string): string;
  /** Under a claim that nobody mounts. */
  readonly idleClaim: string;
  more(count: number): string;
  legend(entry: LegendEntry): string;
  /** What a screen reader says of a pod, with its state, node, revision and address. */
  aboutPod(pod: PodSeen): string;
  aboutHeader(header: Header): string;
  aboutChip(chip: Chip): string;
  aboutFold(fold: FoldPlace): string;
  aboutNode(row: Row): string;
  aboutRecord(column: Column): string;
  aboutClaim(claim: ClaimSeen): string;
  aboutVolume(volume: VolumeSeen): string;
}
