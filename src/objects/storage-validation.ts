import { type Causes, fine, forbidden, misshapen, oneOf, required, unsupported, wrong } from './causes.ts';
import type { Claim, ClaimSpec } from './claim.ts';
import { dnsSubdomain } from './formats.ts';
import { metaCauses, metaUpdateCauses, selectorCauses } from './meta-validation.ts';
import { quantity } from './quantity.ts';
import { same } from './same.ts';
import type { StorageClass, Volume, VolumeSpec } from './volume.ts';

/*
 * pkg/apis/core/validation (v1.36) for claims and volumes, pkg/apis/storage/validation for classes, in their order.
 * Left out: data sources, node affinity, the particulars of volume sources other than hostPath and NFS.
 */

type Fields = Readonly<Record<string, unknown>>;

const modes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const volumeModes = ['Block', 'Filesystem'];

function modeCauses(path: string, accessModes: readonly string[], whenNone: string): Causes {
  if (accessModes.length === 0) return [required(path, whenNone)];
  const causes = accessModes.filter((mode) => !modes.includes(mode)).map((mode) => unsupported(path, mode, modes));
  const isMixed = accessModes.length > 1 && accessModes.includes('ReadWriteOncePod');
  return isMixed ? [...causes, forbidden(path, 'may not use ReadWriteOncePod with other access modes')] : causes;
}

function sizeCauses(path: string, size: string | undefined): Causes {
  if (size === undefined) return [required(path)];
  if (quantity(size) < 0) {
    return [wrong(path, size, 'must be greater than or equal to 0'), wrong(path, size, 'must be greater than zero')];
  }
  return quantity(size) === 0 ? [wrong(path, size, 'must be greater than zero')] : fine;
}

/** What a claim, or the template of one, asks for (ValidatePersistentVolumeClaimSpec). */
export function claimSpecCauses(path: string, spec: ClaimSpec): Causes {
  const { accessModes = [], resources, selector, storageClassName, volumeMode } = spec;
  const className = storageClassName ?? '';
  return [
    ...(selector ? selectorCauses(`${path}.selector`, selector) : fine),
    ...modeCauses(`${path}.accessModes`, accessModes, 'at least 1 access mode is required'),
    ...sizeCauses(`${path}.resources[storage]`, resources?.requests?.storage),
    ...(className ? misshapen(`${path}.storageClassName`, className, dnsSubdomain) : fine),
    ...(volumeMode === undefined ? fine : oneOf(`${path}.volumeMode`, volumeMode, volumeModes)),
  ];
}

const claimIsFixed =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

/** A bound claim may grow; an unbound one may be given its volume; a class may be filled in where there was none. */
function claimUpdateCauses(claim: Claim, old: Claim): Causes {
  const { spec } = old;
  const isBound = old.status?.phase === 'Bound';
  const allowed: ClaimSpec = {
    ...spec,
    ...(isBound && claim.spec.resources ? { resources: claim.spec.resources } : {}),
    ...(!spec.volumeName && claim.spec.volumeName ? { volumeName: claim.spec.volumeName } : {}),
    ...(spec.storageClassName === undefined && claim.spec.storageClassName !== undefined
      ? { storageClassName: claim.spec.storageClassName }
      : {}),
  };
  const causes: string[] = same(claim.spec, allowed) ? [] : [forbidden('spec', claimIsFixed)];
  const size = quantity(claim.spec.resources?.requests?.storage ?? '0');
  const had = quantity(spec.resources?.requests?.storage ?? '0');
  const capacity = old.status?.capacity?.storage;
  if (size < had && (capacity === undefined || size < quantity(capacity))) {
    causes.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'));
  }
  return causes;
}

/** The causes for refusing a claim. */
export function validateClaim(claim: Claim, old?: Claim): Causes {
  const { metadata, spec } = claim;
  if (!old) return [...metaCauses(metadata, dnsSubdomain), ...claimSpecCauses('spec', spec)];
  if (spec === old.spec) return metaUpdateCauses(metadata, old.metadata);
  const causes = [...metaUpdateCauses(metadata, old.metadata), ...claimSpecCauses('spec', spec)];
  return [...causes, ...claimUpdateCauses(claim, old)];
}

const noSource = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

function sourceOf(spec: VolumeSpec): string[] {
  return Object.keys(spec).filter((field) => !noSource.has(field) && spec[field]);
}

function sourceCauses(spec: VolumeSpec): Causes {
  const [first, second] = sourceOf(spec);
  if (!first) return [required('spec', 'must specify a volume type')];
  const causes = second ? [forbidden(`spec.${second}`, 'may not specify more than 1 volume type')] : [];
  const { path = '', server = '' } = spec[first] as { path?: string; server?: string };
  if (first === 'nfs') {
    if (!server) causes.push(required('spec.nfs.server'));
    if (!path) causes.push(required('spec.nfs.path'));
    else if (!path.startsWith('/')) causes.push(wrong('spec.nfs.path', path, 'must be an absolute path'));
  }
  if (first !== 'hostPath') return causes;
  if (!path) causes.push(required('spec.hostPath.path'));
  if (/^\/+$/.test(path) && spec.persistentVolumeReclaimPolicy === 'Recycle') {
    causes.push(forbidden('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'"));
  }
  return causes;
}

function volumeSpecCauses(spec: VolumeSpec): Causes {
  const { accessModes = [], capacity = {}, persistentVolumeReclaimPolicy, storageClassName, volumeMode } = spec;
  const sizes = Object.keys(capacity);
  const className = storageClassName ?? '';
  return [
    ...modeCauses('spec.accessModes', accessModes, ''),
    ...(sizes.length === 0 ? [required('spec.capacity')] : fine),
    ...(sizes.length > 0 && (sizes.length > 1 || !capacity.storage)
      ? [unsupported('spec.capacity', capacity, ['storage'])]
      : fine),
    ...sizes.flatMap((resource) => sizeCauses(`spec.capacity[${resource}]`, capacity[resource])),
    ...oneOf('spec.persistentVolumeReclaimPolicy', persistentVolumeReclaimPolicy, ['Delete', 'Recycle', 'Retain']),
    ...sourceCauses(spec),
    ...(className ? misshapen('spec.storageClassName', className, dnsSubdomain) : fine),
    ...(volumeMode === undefined ? fine : oneOf('spec.volumeMode', volumeMode, volumeModes)),
  ];
}

/** The causes for refusing a volume. */
export function validateVolume({ metadata, spec }: Volume, old?: Volume): Causes {
  if (!old) return [...metaCauses(metadata, dnsSubdomain), ...volumeSpecCauses(spec)];
  const causes = [...metaUpdateCauses(metadata, old.metadata)];
  if (spec === old.spec) return causes;
  causes.push(...volumeSpecCauses(spec));
  const sources = new Set([...sourceOf(spec), ...sourceOf(old.spec)]);
  if ([...sources].some((source) => !same(spec[source], old.spec[source]))) {
    const detail = 'spec.persistentvolumesource is immutable after creation';
    causes.push(forbidden('spec.persistentvolumesource', detail));
  }
  if (!same(spec.volumeMode, old.spec.volumeMode)) {
    causes.push(wrong('spec.volumeMode', spec.volumeMode, 'field is immutable'));
  }
  return causes;
}

function classUpdateCauses(given: Fields, old: Fields): Causes {
  const causes: string[] = [];
  for (const field of ['parameters', 'provisioner', 'reclaimPolicy']) {
    if (!same(given[field], old[field])) causes.push(forbidden(field, `updates to ${field} are forbidden.`));
  }
  if (!same(given.volumeBindingMode, old.volumeBindingMode)) {
    causes.push(wrong('volumeBindingMode', given.volumeBindingMode, 'field is immutable'));
  }
  return causes;
}

/** The causes for refusing a class. */
export function validateStorageClass(storageClass: StorageClass, old?: StorageClass): Causes {
  const { metadata, provisioner, reclaimPolicy, volumeBindingMode } = storageClass;
  if (old) return [...metaUpdateCauses(metadata, old.metadata), ...classUpdateCauses(storageClass, old)];
  return [
    ...metaCauses(metadata, dnsSubdomain),
    ...(provisioner ? fine : [required('provisioner')]),
    ...oneOf('reclaimPolicy', reclaimPolicy, ['Delete', 'Retain']),
    ...oneOf('volumeBindingMode', volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']),
  ];
}
