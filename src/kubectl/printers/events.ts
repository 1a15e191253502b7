import type { Event } from '../../objects/index.ts';
import { since } from '../durations.ts';
import type { Columns } from './columns.ts';

/** The columns of Events (printers.go, printEvent). */
export const eventColumns: Columns<Event> = [
  ['LAST SEEN', (event, now) => since(event.lastTimestamp || event.firstTimestamp, now)],
  ['TYPE', ({ type }) => type],
  ['REASON', ({ reason }) => reason],
  ['OBJECT', ({ involvedObject }) => `${involvedObject.kind.toLowerCase()}/${involvedObject.name}`],
  ['SUBOBJECT', ({ involvedObject }) => involvedObject.fieldPath ?? '', 'wide'],
  ['SOURCE', ({ source }) => [source.component, source.host].filter(Boolean).join(', '), 'wide'],
  ['MESSAGE', ({ message }) => message.trim()],
  ['FIRST SEEN', (event, now) => since(event.firstTimestamp, now), 'wide'],
  ['COUNT', ({ count }) => String(count), 'wide'],
  ['NAME', ({ metadata }) => metadata.name, 'wide'],
];
