import type { Exchange, Message, Place, Told } from '../../sandbox/index.ts';
import { readKey } from '../../sandbox/index.ts';
import type { MessageWords, Travel } from '../../stage/index.ts';
import * as words from '../paraglide/messages.js';

const places: Readonly<Record<string, () => string>> = {
  you: words.place_you,
  dns: words.place_dns,
  apiserver: words.place_apiserver,
};

const aboutPlaces: Readonly<Record<string, () => string>> = {
  you: words.about_place_you,
  dns: words.about_place_dns,
  apiserver: words.about_place_apiserver,
};

const kinds: Readonly<Record<Message['kind'], () => string>> = {
  query: words.message_query,
  answer: words.message_answer,
  request: words.message_request,
  reply: words.message_reply,
  refusal: words.message_refusal,
  write: words.message_write,
};

const problems: Readonly<Record<Extract<Told, { kind: 'failed' }>['problem'], () => string>> = {
  noName: words.outcome_no_name,
  noDns: words.outcome_no_dns,
  refused: words.outcome_refused,
  noRoute: words.outcome_no_route,
  timedOut: words.outcome_timed_out,
  reset: words.outcome_reset,
  tooLarge: words.outcome_too_large,
};

/** What a place is called. */
export function placeName(place: Place): string {
  return places[place]?.() ?? readKey(place).name;
}

/** What a kind of message is called. */
export function kindName(kind: Message['kind']): string {
  return kinds[kind]();
}

/** Who asks for what, in one line. */
export function askText({ from, ask }: Exchange): string {
  const it = { from: placeName(from) };
  if (ask.kind === 'name') return words.exchange_name({ ...it, type: ask.type, name: ask.name });
  const { method, path, protocol = 'http' } = ask.request;
  const what = protocol === 'http' ? `${method} ${path}` : `${protocol} ${method}`;
  return words.exchange_request({ ...it, host: ask.host, port: ask.port, what });
}

/** How it ended, in two or three words. */
export function outcomeText(told: Told): string {
  if (told.kind === 'reply') return told.reply.status ? `HTTP ${told.reply.status}` : words.outcome_reset();
  if (told.kind === 'failed') return problems[told.problem]();
  const last = told.tries.at(-1)?.answer;
  if (last?.answer.length) return last.answer.map(({ data }) => data).join(', ');
  return last?.status === 'NOERROR' ? words.outcome_no_data() : words.outcome_no_name();
}

function aboutTravel({ exchange, standing, legs }: Travel): string {
  const { told } = exchange;
  const moving = legs.find(({ state }) => state === 'ahead')?.message;
  const way =
    moving &&
    words.exchange_on_way({
      kind: kindName(moving.kind),
      from: placeName(moving.from),
      to: placeName(moving.to),
      carries: moving.carries,
    });
  const state = told ? outcomeText(told) : standing === 'waits' ? words.exchange_waits() : (way ?? '');
  return [askText(exchange), state].filter(Boolean).join(': ');
}

/** Without the search path that a resolver puts behind a name of its own: the beginning is what tells names apart. */
function carriesText({ carries }: Message): string {
  return carries.replace(/\.svc\.cluster\.local\b/, '.svc…').replace(/ HTTP\/1\.1$/, '');
}

/** Everything that is said of messages on the stage, in the language of the page. */
export function messageWords(): MessageWords {
  return {
    place: placeName,
    aboutPlace: (place) => aboutPlaces[place]?.() ?? placeName(place),
    aboutDoor: ({ key, name }) => words.about_door({ kind: readKey(key).kind, name }),
    kind: kindName,
    aboutTravel,
    outcome: outcomeText,
    carries: carriesText,
  };
}
