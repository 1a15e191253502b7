import type { ApiObject } from './meta.ts';

/** A VolumeAttachment: a disk that is, or is to be, connected to a machine. */
export interface VolumeAttachment extends ApiObject {
  readonly kind: 'VolumeAttachment';
  readonly spec: {
    readonly attacher: string;
    readonly nodeName: string;
    readonly source: { readonly persistentVolumeName?: string };
  };
  readonly status?: { readonly attached: boolean };
}
