import type { StorageClass } from '../../objects/index.ts';
import { defaultClassAnnotation } from '../../objects/index.ts';
import type { Describer } from './describer.ts';
import { orNone, pair } from './lines.ts';

/** A class (describeStorageClass); its annotations stand on one line, as labels do elsewhere. */
export const describeStorageClass: Describer<StorageClass> = (storageClass) => {
  const { annotations = {}, name } = storageClass.metadata;
  const pairs = Object.keys(annotations)
    .sort()
    .map((key) => `${key}=${annotations[key]}`);
  const { allowVolumeExpansion, provisioner, reclaimPolicy, volumeBindingMode } = storageClass;
  return [
    pair('Name', name),
    pair('IsDefaultClass', annotations[defaultClassAnnotation] === 'true' ? 'Yes' : 'No'),
    pair('Annotations', orNone(pairs.join(','))),
    pair('Provisioner', provisioner),
    pair('Parameters', '<none>'),
    pair(
      'AllowVolumeExpansion',
      allowVolumeExpansion === undefined ? '<unset>' : allowVolumeExpansion ? 'True' : 'False',
    ),
    pair('MountOptions', '<none>'),
    pair('ReclaimPolicy', reclaimPolicy),
    pair('VolumeBindingMode', volumeBindingMode),
  ];
};
