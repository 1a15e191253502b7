/**
 * Keeps a claim that is asked to go until no pod uses it: until none is there that names it and has a node, whether it runs or has ended.
 * Models pkg/controller/volume/pvcprotection/pvc_protection_controller.go (v1.36), podUsesPVC. Left out: ephemeral volumes.
 */
import { claimNames, isTerminating, keyOf } from '../../objects/index.ts';
import type { Claim, Pod } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Answer, Wake } from '../part.ts';
import { get, podsWithClaim } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { controllerPart } from './controller.ts';

const protection = 'kubernetes.io/pvc-protection';

interface Look {
  readonly claim: Claim;
  readonly user: Pod | undefined;
}

/** The part that guards claims in use, one instance for each claim that is asked to go. */
export const claimProtection = controllerPart<Look>({
  name: 'claim-protection',
  isLate: true,
  wakesOn: {
    PersistentVolumeClaim: ({ type, object }) => (type === 'deleted' ? [] : wakeFor(object as Claim)),
    Pod: hearPod,
  },
  look,
  steps: { release },
});

function wakeFor(claim: Claim | undefined): readonly Wake[] {
  if (!claim || !isTerminating(claim)) return [];
  return [{ of: `${claim.metadata.namespace}/${claim.metadata.name}` }];
}

function hearPod({ type, object }: Change, reader: Reader): readonly Wake[] {
  if (type !== 'deleted') return [];
  const pod = object as Pod;
  const { namespace } = pod.metadata;
  return claimNames(pod).flatMap((name) => wakeFor(get<Claim>(reader, `PersistentVolumeClaim/${namespace}/${name}`)));
}

function look(reader: Reader, of: string): Look | undefined {
  const claim = get<Claim>(reader, `PersistentVolumeClaim/${of}`);
  if (!claim || !isTerminating(claim) || !claim.metadata.finalizers?.includes(protection)) return undefined;
  const users = podsWithClaim(reader, claim.metadata.namespace ?? '', claim.metadata.name);
  return { claim, user: users.find((pod) => pod.spec.nodeName !== undefined) };
}

function release({ claim, user }: Look): Answer {
  const { name } = claim.metadata;
  if (user)
    return {
      wait: say('{claim} is kept while {pod} uses it', { claim: name, pod: user.metadata.name }),
      object: keyOf(claim),
    };
  const finalizers = claim.metadata.finalizers?.filter((finalizer) => finalizer !== protection) ?? [];
  const object = { ...claim, metadata: { ...claim.metadata, finalizers } };
  const what = say('lets {claim} go', { claim: name });
  return { do: [{ what, because: say('no pod uses it'), writes: [{ verb: 'update', object }], object: keyOf(claim) }] };
}
