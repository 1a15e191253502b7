import type { ApiObject } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';

/** The columns of namespaces (printers.go, printNamespace). */
export const namespaceColumns: Columns<ApiObject> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['STATUS', ({ status }) => (status as { readonly phase?: string } | undefined)?.phase ?? ''],
  ['AGE', age],
];
