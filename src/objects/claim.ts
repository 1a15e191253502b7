import type { ApiObject, LabelSelector } from './meta.ts';
import type { Condition, ResourceRequirements } from './pod.ts';

/** What a claim asks for. */
export interface ClaimSpec {
  readonly accessModes?: readonly string[];
  readonly storageClassName?: string;
  readonly volumeMode?: string;
  readonly volumeName?: string;
  readonly selector?: LabelSelector;
  readonly resources?: ResourceRequirements;
}

/** A PersistentVolumeClaim: a pod's wish for a volume, bound to one volume for life. */
export interface Claim extends ApiObject {
  readonly kind: 'PersistentVolumeClaim';
  readonly spec: ClaimSpec;
  readonly status?: {
    readonly phase?: 'Pending' | 'Bound' | 'Lost';
    readonly accessModes?: readonly string[];
    readonly capacity?: Readonly<Record<string, string>>;
    readonly conditions?: readonly Condition[];
  };
}

/** The annotation by which the scheduler says for which node a claim's volume is to be. */
export const selectedNodeAnnotation = 'volume.kubernetes.io/selected-node';
