import type { Reader } from '../../cluster/index.ts';
import { list } from '../../cluster/index.ts';
import type { ApiObject, Event } from '../../objects/index.ts';
import type { Moment } from '../durations.ts';
import { since } from '../durations.ts';
import type { Lines } from './lines.ts';

/** The Events about an object, the latest last (kubectl pkg/describe, DescribeEvents). */
export function eventLines(cluster: Reader, object: ApiObject, now: Moment): Lines {
  const events = eventsAbout(cluster, object);
  if (events.length === 0) return ['Events:\t<none>'];
  // kubectl lays out what came before by itself; the title has no tab and does the same here.
  return [
    'Events:',
    '  Type\tReason\tAge\tFrom\tMessage',
    '  ----\t------\t----\t----\t-------',
    ...events.map((event) => `  ${cellsOf(event, now).join('\t')}`),
  ];
}

function eventsAbout(cluster: Reader, { kind, metadata }: ApiObject): readonly Event[] {
  const events = list<Event>(cluster, 'Event', metadata.namespace ?? 'default');
  const own = events.filter(({ involvedObject: { kind: of, name, uid } }) => {
    // Kubelets know their node by its name alone and give that for the uid; what names no uid at all is not found.
    const isSame = uid === metadata.uid || uid === metadata.name;
    return of === kind && name === metadata.name && isSame;
  });
  return own.sort(byTime);
}

/** In the order in which they were last seen; of one second, in the order in which they were written. */
function byTime(a: Event, b: Event): number {
  const last = a.lastTimestamp.localeCompare(b.lastTimestamp);
  return last || a.firstTimestamp.localeCompare(b.firstTimestamp) || versionOf(a) - versionOf(b);
}

function versionOf({ metadata }: Event): number {
  return Number(metadata.resourceVersion);
}

function cellsOf(event: Event, now: Moment): readonly string[] {
  const { type, reason, count, firstTimestamp, lastTimestamp, source, involvedObject } = event;
  const first = since(firstTimestamp, now);
  const age = count > 1 ? `${since(lastTimestamp, now)} (x${count} over ${first})` : first;
  const { fieldPath } = involvedObject;
  const message = event.message.trim();
  return [type, reason, age, source.component, fieldPath ? `${fieldPath}: ${message}` : message];
}
