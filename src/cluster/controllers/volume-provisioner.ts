/**
 * Makes the volume of a claim whose class has somebody who makes volumes.
 * Models pv_controller.go (provisionClaimOperation, setClaimProvisioner) and, for all other provisioners, sigs.k8s.io's
 * sig-storage-lib-external-provisioner. Left out: a provisioner that is not running, and that a full one asks the scheduler for another node.
 */
import { keyFor, keyOf, remembered, withFields } from '../../objects/index.ts';
import type { Claim, Node, StorageClass, Volume } from '../../objects/index.ts';
import type { Write } from '../api-server.ts';
import { say } from '../log.ts';
import type { Answer, Deed, DeedEvent } from '../part.ts';
import { isExternal, newVolume } from '../provisioners.ts';
import type { Reader } from '../read.ts';
import { bindDeed, referenceTo, withoutVersion } from './volume-binding.ts';

/** A claim without a volume, as its controller sees it. */
export interface Look {
  readonly reader: Reader;
  readonly claim: Claim;
  readonly storageClass: StorageClass | undefined;
  /** The one that it names, or else the free one that fits best. */
  readonly volume: Volume | undefined;
  /** The node that was chosen for its first pod. */
  readonly node: Node | undefined;
}

/** The steps of making a volume. */
export const provisioning = { announce, provision } as const;

const annotations = [
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
] as const;

function announce({ claim, storageClass }: Look): Answer {
  if (!storageClass) return { do: [] };
  const { name } = storageClass.metadata;
  const it = { claim: claim.metadata.name, class: name };
  const deed: Deed = {
    what: say('{class} makes a volume for {claim}', it),
    because: say('no free volume of {class} is enough', { class: name }),
    writes: nameProvisioner(claim, storageClass),
    object: keyOf(claim),
  };
  if (!isExternal(storageClass)) return { do: [deed] };
  return { do: [deed, tell(waiting(claim, storageClass)), tell(begun(claim, storageClass))] };
}

/** So that a provisioner knows that it is meant. */
function nameProvisioner(claim: Claim, { provisioner }: StorageClass): readonly Write[] {
  if (annotations.every((annotation) => claim.metadata.annotations?.[annotation] === provisioner)) return [];
  const named = Object.fromEntries(annotations.map((annotation) => [annotation, provisioner]));
  const metadata = withFields(claim.metadata, { annotations: withFields(claim.metadata.annotations ?? {}, named) });
  return [{ verb: 'update', object: withoutVersion({ ...claim, metadata }) }];
}

function tell(event: DeedEvent): Deed {
  return { writes: [], event };
}

function waiting(about: Claim, storageClass: StorageClass): DeedEvent {
  return { about, reason: 'ExternalProvisioning', message: waitingMessage(storageClass) };
}

/** One text for all claims of a class. */
const waitingMessage = remembered(({ provisioner }: StorageClass): string => {
  const until = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator.`;
  return `${until} If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
});

function begun(claim: Claim, storageClass: StorageClass): DeedEvent {
  const { namespace, name } = claim.metadata;
  const message = `External provisioner is provisioning volume for claim "${namespace}/${name}"`;
  return { about: claim, reason: 'Provisioning', message, from: speakerOf(storageClass) };
}

/** Each copy of a provisioner has a name of its own. */
function speakerOf({ provisioner }: StorageClass): string {
  return `${provisioner}_provisioner-0`;
}

function provision(look: Look): Answer {
  const { reader, claim, storageClass, volume } = look;
  if (volume || !storageClass) return { do: [], signal: 'again' };
  if (reader.state.faults[`storage/${storageClass.metadata.name}`]?.includes('full'))
    return failed(claim, storageClass);
  const made = newVolume(reader, claim, referenceTo(claim), storageClass, look.node);
  const { name } = made.metadata;
  if (reader.state.objects[keyFor('PersistentVolume', undefined, name)]) return { do: [], signal: 'again' };
  const because = say('{class} made it for this claim', { class: storageClass.metadata.name });
  const bound = bindDeed(claim, made, because, [{ verb: 'create', object: made }]);
  return { do: [withFields(bound, { event: succeeded(claim, storageClass, name) })] };
}

function succeeded(about: Claim, storageClass: StorageClass, name: string): DeedEvent {
  const message = `Successfully provisioned volume ${name}`;
  const reason = 'ProvisioningSucceeded';
  if (!isExternal(storageClass)) return { about, reason, message: `${message} using ${storageClass.provisioner}` };
  return { about, reason, message, from: speakerOf(storageClass) };
}

function failed(claim: Claim, storageClass: StorageClass): Answer {
  const { name } = storageClass.metadata;
  const why = 'rpc error: code = ResourceExhausted desc = no capacity is left';
  const message = `failed to provision volume with StorageClass "${name}": ${why}`;
  const from = isExternal(storageClass) ? { from: speakerOf(storageClass) } : {};
  const event: DeedEvent = { about: claim, type: 'Warning', reason: 'ProvisioningFailed', message, ...from };
  const wait = say('{claim} waits: the storage of {class} is full', { claim: claim.metadata.name, class: name });
  return { do: [tell(event)], then: { wait, object: keyOf(claim) } };
}
