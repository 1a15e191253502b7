import rare from './rare.json' with { type: 'json' };
import { learnTypes } from './schema.ts';

/** Learns the types that few manifests name. */
export function learnRareTypes(): void {
  learnTypes(rare);
}
