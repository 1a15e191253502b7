import type { Millis, ObjectKey } from '../objects/index.ts';
import type { Chip } from './chips.ts';
import type { ClaimSeen, VolumeSeen } from './claims.ts';
import type { Column, Group } from './columns.ts';
import type { Count } from './fold.ts';
import type { PodSeen } from './pods.ts';
import type { RevisionSeen } from './revisions.ts';
import type { Row } from './rows.ts';
import type { DoorSeen, Strip } from './scene.ts';

/** How much a column shows, by the room it gets: 88 px and more, 44, 24, less. */
export type Density = 'full' | 'disc' | 'bar' | 'cell';

/** A point, and where it came from when it moved. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly moved?: { readonly x: number; readonly y: number; readonly at: Millis };
}

/** A box; its x and y are the upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A pod's disc or cell; x and y are its middle. */
export interface PodPlace extends Place {
  readonly pod: PodSeen;
  /** What stands in the disc: the ordinal; pods without identity have none. */
  readonly ordinal?: number;
  /** What stands under a disc without ordinal. */
  readonly tag?: string;
  readonly r: number;
  readonly cell: boolean;
  /** How wide a word may be under the disc; 0 for none. */
  readonly room: number;
  /** How much room there is for words beside the disc. */
  readonly beside: { readonly left: number; readonly right: number };
  /** What its words stand on: the page, a row, or a row that is lost. */
  readonly ground: 'bg' | 'soft' | 'dark';
  /** The width and height that answer to a finger or mouse. */
  readonly reach: { readonly width: number; readonly height: number };
}

/** A DNS record over its column; x and y are the middle of its upper edge. */
export interface RecordPlace extends Place {
  readonly column: Column;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Is there room for the address? */
  readonly full: boolean;
}

/** A claim with its volume, or a volume on the shelf; x and y are the middle of its upper edge. */
export interface VolumePlace extends Place {
  readonly density: Density;
  readonly width: number;
  readonly height: number;
  /** The room for its texts, and how many lines they may have. */
  readonly room: number;
  readonly lines: number;
  readonly claim?: ClaimSeen;
  readonly volume?: VolumeSeen;
  /** The claim's name as far as it is not said by the column. */
  readonly name: string;
  readonly ghostOf?: Group;
  /** The machine that the disk is attached to while a pod on another one waits for it. */
  readonly heldBy?: string;
  /** Does nobody mount the claim? */
  readonly idle?: boolean;
  /** Does it stand under another volume of the same pod? */
  readonly stacked?: boolean;
}

/** The line between a pod and a volume. */
export interface CablePlace {
  readonly id: string;
  /** Is the volume mounted, is it still to be, or is its disk attached to another machine? */
  readonly state: 'mounted' | 'waiting' | 'held';
  readonly pod: PodPlace;
  readonly volume: VolumePlace;
}

/** A machine; `label` says where its name stands. */
export interface RowPlace extends Box {
  readonly row: Row;
  readonly label: 'left' | 'above';
  /** How far the pods reach to the right: beyond it there is room for remarks. */
  readonly taken: number;
}

/** The header over a workload. */
export interface HeaderPlace extends Box {
  readonly id: string;
  /** How wide its name may be: it may reach into the gap beside it. */
  readonly room: number;
  readonly header: Header;
}

/** What a header says of its workload. */
export interface Header {
  /** The object that stands over the pods; pods that nobody owns have none. */
  readonly key?: ObjectKey;
  readonly kind?: string;
  readonly name: string;
  readonly ready: number;
  readonly total: number;
  readonly chips: readonly Chip[];
  readonly folded: boolean;
  /** Is there more than one workload, so that folding makes room? */
  readonly folds: boolean;
}

/** How many pods of a folded workload are on one machine; x and y are its middle. */
export interface FoldPlace extends Place {
  readonly id: string;
  readonly count: Count;
  readonly height: number;
  readonly node?: string;
  readonly name: string;
}

/** How many claims a folded workload has; x and y are the middle of the upper edge. */
export interface FoldedClaims extends Place {
  readonly id: string;
  readonly claims: number;
}

/** The line from which on pods get the new revision. */
export interface PartitionPlace {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly group: Group;
  readonly left: number;
  readonly right: number;
}

/** A scene in plain numbers: everything that `draw` needs but the words. */
export interface Layout extends Pick<Box, 'width' | 'height'> {
  readonly now: Millis;
  readonly narrow: boolean;
  readonly density: Density;
  readonly strip: Box & { readonly strip: Strip };
  /** The line in which the places of the network stand, once something has travelled between them. */
  readonly network?: Box & { readonly doors: readonly DoorSeen[] };
  readonly headers: readonly HeaderPlace[];
  readonly labels: { readonly dns?: number; readonly lane?: number; readonly volumes?: number };
  readonly records: readonly RecordPlace[];
  readonly lane: Box & { readonly reason?: string };
  readonly rows: readonly RowPlace[];
  readonly spines: readonly Box[];
  readonly pods: readonly PodPlace[];
  readonly folds: readonly FoldPlace[];
  readonly foldedClaims: readonly FoldedClaims[];
  readonly cables: readonly CablePlace[];
  readonly volumes: readonly VolumePlace[];
  /** Volumes on the shelf for which there is no room. */
  readonly shelfRest: (Place & { readonly count: number }) | undefined;
  readonly partitions: readonly PartitionPlace[];
  readonly legend: Box & { readonly revisions: readonly RevisionSeen[] };
}
