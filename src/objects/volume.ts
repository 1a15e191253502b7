import type { ApiObject } from './meta.ts';
import type { NodeSelector } from './node-selector.ts';

/** What a volume is. */
export interface VolumeSpec {
  readonly accessModes?: readonly string[];
  readonly capacity?: Readonly<Record<string, string>>;
  readonly persistentVolumeReclaimPolicy?: 'Retain' | 'Delete' | 'Recycle';
  readonly storageClassName?: string;
  readonly volumeMode?: string;
  readonly nodeAffinity?: { readonly required?: NodeSelector };
  readonly claimRef?: {
    readonly apiVersion?: string;
    readonly kind?: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
  };
  readonly [source: string]: unknown;
}

/** A PersistentVolume: storage that outlives pods. */
export interface Volume extends ApiObject {
  readonly kind: 'PersistentVolume';
  readonly spec: VolumeSpec;
  readonly status?: {
    readonly phase?: 'Pending' | 'Available' | 'Bound' | 'Released' | 'Failed';
    readonly reason?: string;
    readonly message?: string;
    readonly lastPhaseTransitionTime?: string;
  };
}

/** A StorageClass: who makes volumes on demand, and when. */
export interface StorageClass extends ApiObject {
  readonly kind: 'StorageClass';
  readonly provisioner: string;
  readonly reclaimPolicy?: 'Retain' | 'Delete';
  readonly volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
  readonly allowVolumeExpansion?: boolean;
  readonly allowedTopologies?: readonly {
    readonly matchLabelExpressions?: readonly { readonly key: string; readonly values: readonly string[] }[];
  }[];
}

/** The annotation that makes a class the one a claim gets when it names none. */
export const defaultClassAnnotation = 'storageclass.kubernetes.io/is-default-class';
