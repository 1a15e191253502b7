import { kindOf } from '../../objects/index.ts';
import type { Document } from '../documents.ts';
import type { Target } from '../targets.ts';

/** The objects that documents speak of, by kind and name. */
export function targetsOfDocuments(documents: readonly Document[]): readonly Target[] {
  return documents.map(({ object }) => ({ kind: kindOf(object.kind), name: object.metadata.name }));
}
