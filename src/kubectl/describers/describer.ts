import type { Reader } from '../../cluster/index.ts';
import type { ApiObject } from '../../objects/index.ts';
import { isTerminating } from '../../objects/index.ts';
import type { Moment } from '../durations.ts';
import { since } from '../durations.ts';
import type { Lines } from './lines.ts';

/** What is said of an object of a kind, without its Events. */
export type Describer<T extends ApiObject> = (object: T, cluster: Reader, now: Moment) => Lines;

/** The phase, or how long ago the object should have been gone. */
export function phaseText(object: ApiObject, phase: string | undefined, now: Moment): string {
  if (!isTerminating(object)) return phase ?? '';
  return `Terminating (lasts ${since(object.metadata.deletionTimestamp, now)})`;
}
