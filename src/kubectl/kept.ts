import type { ApiObject } from '../objects/index.ts';
import { notSimulated } from '../objects/index.ts';
import { nameOf } from './object-name.ts';
import type { Paper } from './verbs/verb.ts';

const head = 'kept, not simulated';
const pathsMax = 6;

/** Says, in a line of ours, which fields of the object that was given change nothing here. */
export function noteKept(paper: Paper, object: ApiObject): void {
  const paths = notSimulated(object);
  if (paths.length === 0) return;
  const rest = paths.length - pathsMax;
  const shown = [...paths.slice(0, pathsMax), ...(rest > 0 ? [`+${rest}`] : [])].join(', ');
  const text = paths[0] === 'kind' ? nameOf(object) : `${nameOf(object)} ${shown}`;
  paper.hint = paper.hint === undefined ? `${head}: ${text}` : `${paper.hint}; ${text}`;
}
