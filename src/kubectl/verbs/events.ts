import { list } from '../../cluster/index.ts';
import type { Event } from '../../objects/index.ts';
import { isOn, textOf } from '../flags.ts';
import { since } from '../durations.ts';
import { momentOf } from '../print.ts';
import { layOut } from '../table.ts';
import { readTargets } from '../targets.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { fail, scopeOf } from './verb.ts';

/** Shows Events in the order in which they were last seen. Models kubectl pkg/cmd/events. Left out: watching, other formats than the table. */
export const events: Verb = {
  usage: 'events [--for TYPE/NAME] [--types=Normal,Warning]',
  does: 'List events',
  flags: {
    for: { takes: 'text', says: 'only those about this object' },
    types: { takes: 'list', says: 'only those of these types' },
    'all-namespaces': { takes: 'switch', short: 'A' },
    'no-headers': { takes: 'switch' },
  },
  run(request, paper) {
    const { cluster, given } = request;
    const about = aboutOf(request, paper);
    if (about === 'wrong') return;
    const types = given['types'] ?? [];
    const { namespace } = scopeOf(request);
    const all = list<Event>(cluster, 'Event', namespace).filter(
      ({ involvedObject, type }) =>
        (!about || (involvedObject.kind === about.kind && involvedObject.name === about.name)) &&
        (types.length === 0 || types.includes(type)),
    );
    if (all.length === 0) {
      paper.err += namespace === undefined ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`;
      return;
    }
    const isEverywhere = isOn(given, 'all-namespaces');
    const now = momentOf(cluster);
    const heading = [...(isEverywhere ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
    const rows = [...all]
      .sort(byLastSeen)
      .map((event) => [
        ...(isEverywhere ? [event.metadata.namespace ?? ''] : []),
        lastSeen(event, (date) => since(date, now)),
        event.type,
        event.reason,
        `${event.involvedObject.kind}/${event.involvedObject.name}`,
        event.message.trim(),
      ]);
    paper.out += layOut(isOn(given, 'no-headers') ? rows : [heading, ...rows]).text;
  },
};

function aboutOf(
  { given }: Request,
  paper: Paper,
): { readonly kind: string; readonly name: string } | 'wrong' | undefined {
  const word = textOf(given, 'for');
  if (word === undefined) return undefined;
  const read = readTargets([word], 'events');
  const target = 'targets' in read ? read.targets[0] : undefined;
  if (target?.name !== undefined) return { kind: target.kind.kind, name: target.name };
  if ('failure' in read) paper.failures.push(read.failure);
  else fail(paper, '--for must be in resource/name form');
  return 'wrong';
}

/** An Event that happened several times says how often, over what time. */
function lastSeen({ count, firstTimestamp, lastTimestamp }: Event, ago: (date: string) => string): string {
  return count > 1 ? `${ago(lastTimestamp)} (x${count} over ${ago(firstTimestamp)})` : ago(firstTimestamp);
}

function byLastSeen(a: Event, b: Event): number {
  return a.lastTimestamp.localeCompare(b.lastTimestamp);
}
