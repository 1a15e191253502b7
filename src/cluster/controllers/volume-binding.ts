/** The two sides of a binding: the volume names its claim, the claim names its volume. */
import { keyOf, withFields } from '../../objects/index.ts';
import type { Claim, Volume } from '../../objects/index.ts';
import type { Write } from '../api-server.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Deed } from '../part.ts';

/** The claim has a volume, and all is written down. */
export const bindCompleted = 'pv.kubernetes.io/bind-completed';

/** The controller chose the other side, not a user. */
export const boundByController = 'pv.kubernetes.io/bound-by-controller';

/** Both sides, in upstream's order: the volume names its claim, is Bound; the claim names its volume, is Bound (pv_controller.go, bind). */
export function bindDeed(claim: Claim, volume: Volume, because: Sentence, first: readonly Write[] = []): Deed {
  const { name, uid } = claim.metadata;
  const { claimRef } = volume.spec;
  const taken = withoutVersion({
    ...(claimRef ? volume : marked(volume, boundByController)),
    spec: withFields(volume.spec, { claimRef: referenceTo(claim) }),
  });
  const own = withoutVersion(marked(claim, bindCompleted, ...(claim.spec.volumeName ? [] : [boundByController])));
  const given = { ...own, spec: withFields(claim.spec, { volumeName: volume.metadata.name }) };
  const { accessModes = [], capacity = {} } = volume.spec;
  const isTaken = claimRef?.uid !== undefined && claimRef.uid === uid;
  return {
    what: say('binds {claim} to {volume}', { claim: name, volume: volume.metadata.name }),
    because,
    object: keyOf(claim),
    writes: [
      ...first,
      ...(isTaken ? [] : [{ verb: 'update', object: taken } as const]),
      {
        verb: 'update',
        object: withFields(taken, { status: withFields(volume.status ?? {}, { phase: 'Bound' }) }),
        subresource: 'status',
      },
      { verb: 'update', object: given },
      {
        verb: 'update',
        object: withFields(given, {
          status: withFields(claim.status ?? {}, { phase: 'Bound', accessModes, capacity }),
        }),
        subresource: 'status',
      },
    ],
  };
}

/** How a volume names the claim that has it. */
export function referenceTo({ metadata }: Claim): NonNullable<Volume['spec']['claimRef']> {
  const { name, namespace, uid, resourceVersion } = metadata;
  const ids = { ...(uid !== undefined && { uid }), ...(resourceVersion !== undefined && { resourceVersion }) };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, ...(namespace && { namespace }), ...ids };
}

function marked<T extends Claim | Volume>(object: T, ...annotations: readonly string[]): T {
  const marks = Object.fromEntries(annotations.map((annotation) => [annotation, 'yes']));
  const marked = withFields(object.metadata.annotations ?? {}, marks);
  return { ...object, metadata: withFields(object.metadata, { annotations: marked }) };
}

/** Several writes of one deed follow each other; each would make the version of the next one stale. */
export function withoutVersion<T extends Claim | Volume>(object: T): T {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
