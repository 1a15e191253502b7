import type { Exchange, Place } from '../../sandbox/index.ts';
import { clockText } from '../clock.ts';
import type { Fact, Section } from '../inspect/fact.ts';
import { fact } from '../inspect/fact.ts';
import * as words from '../paraglide/messages.js';
import { askText, outcomeText, placeName } from './message-words.ts';

/** The key under which an exchange can be inspected. */
export function exchangeKey(number: string | number): string {
  return `Exchange/${number}`;
}

/** What is so with an exchange: how it ended and why, when, and what it has to do with others. */
export function exchangeSections(exchanges: Readonly<Record<string, Exchange>>, number: string): readonly Section[] {
  const exchange = exchanges[number];
  if (!exchange) return [];
  const { told, begunAt, from, asker } = exchange;
  const failed = told?.kind === 'failed' ? told : undefined;
  const reason = failed?.why ?? (told?.kind === 'names' ? told.tries.at(-1)?.answer.why : undefined);
  const address = told?.kind === 'reply' ? told.address : failed?.address;
  const parent = /^exchange:(\d+)$/.exec(asker)?.[1];
  return [
    {
      title: words.exchange_outcome(),
      facts: [
        {
          name: words.exchange_result(),
          value: told ? outcomeText(told) : words.message_under_way(),
          ...(told && { tone: isGood(told) ? ('ok' as const) : ('bad' as const) }),
          ...(reason && { because: reason }),
        },
        ...fact(words.exchange_address(), address),
        ...fact(words.exchange_duration(), told && words.exchange_took({ ms: told.tookMs })),
        ...fact(words.exchange_begun(), clockText(begunAt)),
        placeFact(words.exchange_from(), from),
      ],
    },
    { title: words.exchange_for(), facts: parent === undefined ? [] : [linkTo(exchanges, parent)] },
    {
      title: words.exchange_others(),
      facts: Object.keys(exchanges)
        .filter((other) => exchanges[other]?.asker === `exchange:${number}`)
        .map((other) => linkTo(exchanges, other)),
    },
  ].filter(({ facts }) => facts.length > 0);
}

function isGood(told: NonNullable<Exchange['told']>): boolean {
  if (told.kind === 'reply') return told.reply.status > 0 && told.reply.status < 400;
  return told.kind === 'names' && (told.tries.at(-1)?.answer.answer.length ?? 0) > 0;
}

function placeFact(name: string, place: Place): Fact {
  return { name, value: placeName(place), ...(place.includes('/') && { key: place }) };
}

function linkTo(exchanges: Readonly<Record<string, Exchange>>, number: string): Fact {
  const exchange = exchanges[number];
  return { name: number, value: exchange ? askText(exchange) : number, key: exchangeKey(number) };
}
