import type { Revision } from '../../objects/index.ts';
import { controllerOf, groupOf } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';

/** The columns of ControllerRevisions (printers.go, printControllerRevision). */
export const controllerRevisionColumns: Columns<Revision> = [
  ['NAME', (revision) => revision.metadata.name],
  ['CONTROLLER', controllerText],
  ['REVISION', ({ revision }) => String(revision)],
  ['AGE', age],
];

function controllerText(revision: Revision): string {
  const owner = controllerOf(revision);
  if (!owner) return '<none>';
  const group = groupOf(owner.apiVersion);
  return `${owner.kind.toLowerCase()}${group ? `.${group}` : ''}/${owner.name}`;
}
