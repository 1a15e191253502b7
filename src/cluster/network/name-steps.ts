/**
 * How a name is looked up: each name of the search path is a question of its own to the DNS of the cluster.
 * Models glibc's resolv/res_send.c with its defaults: 5 s, two attempts. Left out: TCP, several servers, and that a time-out ends the search
 * with one more question for the name as it stands.
 */
import { readKey } from '../../objects/index.ts';
import { resolve } from '../dns.ts';
import { isBroken } from '../faults.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer } from '../part.ts';
import { namesToTry } from '../resolver.ts';
import type { Keeping } from './asking.ts';
import { keptAnswer, questionOf } from './dns-cache.ts';
import { end, fail, goOn, isObject, legOf, lose, tookMs } from './exchange-look.ts';
import type { ExchangeLook } from './exchange-look.ts';
import type { DnsAnswer, DnsRecord, Try } from './records.ts';
import { whyLost } from './reach.ts';
import { telling } from './telling.ts';

const resolverMs = 5000;
const attemptsMax = 2;
const nameMax = 253;
const labelMax = 63;

/** The names that a resolver tries for this one. */
export function namesFor({ exchange: { from } }: ExchangeLook, name: string, isSearched: boolean): readonly string[] {
  const namespace = isObject(from) ? (readKey(from).namespace ?? 'default') : 'default';
  const names = isSearched ? namesToTry(namespace, name) : [name.replace(/\.$/, '')];
  return names.filter(({ length }) => length <= nameMax);
}

/** Why this can be no name at all, so that nobody is asked for it. */
export function whyNoSuchName(name: string): Sentence | undefined {
  const whole = name.replace(/\.$/, '');
  if (whole.length > nameMax) return say('a name has at most {max} characters', { max: nameMax });
  const labels = whole.split('.');
  if (labels.some(({ length }) => length === 0 || length > labelMax))
    return say('each part of a name between two dots has 1 to {max} characters', { max: labelMax });
  return labels.every((label) => /^[\w*-]+$/.test(label))
    ? undefined
    : say('a name is made of letters, digits, hyphens and underscores');
}

function typeOf({ exchange: { ask } }: ExchangeLook): string {
  return ask.kind === 'name' ? ask.type.toUpperCase() : 'A';
}

/** The next question sets out. */
export function query(look: ExchangeLook): Answer {
  const carries = `${typeOf(look)}? ${look.memory.names[0]}`;
  return goOn(look, 'sent', {}, [legOf(look, look.exchange.from, 'dns', 'query', carries)]);
}

/** The question is there, if it gets there; the answer sets out. */
export function answer(look: ExchangeLook): Answer {
  const { reader, memory, exchange } = look;
  const unheard = whyUnheard(look);
  if (unheard) return lose(look, 'unheard', unheard, { vain: memory.vain + 1, waitMs: resolverMs });
  const [name = ''] = memory.names;
  const found = resolve(reader, name, typeOf(look), look.number * 10 + memory.tries.length);
  const leg = legOf(look, 'dns', exchange.from, 'answer', carriedBy(found));
  return goOn(look, 'answers', { tries: [...memory.tries, { name, answer: found }] }, [leg], {
    writes: kept(look, name, found),
  });
}

/** Where DNS keeps answers, a new one is kept from now on. */
function kept(look: ExchangeLook, name: string, answer: DnsAnswer): readonly Keeping[] {
  const { state } = look.reader;
  const question = questionOf(name, typeOf(look));
  const isNew = state.settings.dns.cache === 'classic' && !keptAnswer(state, question);
  return isNew ? [{ verb: 'keep', question, answer }] : [];
}

function whyUnheard({ reader, exchange }: ExchangeLook): ReturnType<typeof whyLost> {
  if (isBroken(reader, 'dns', '', 'down')) return say('the DNS of the cluster is down');
  return whyLost(reader, exchange.from, 'dns');
}

function carriedBy({ status, answer }: DnsAnswer): string {
  if (answer.length === 0) return status === 'NOERROR' ? 'NODATA' : status;
  return answer.map(({ type, data }) => `${type} ${data}`).join(', ');
}

/** Nobody has answered in time: once more, then never again. */
export function askAgain(look: ExchangeLook): Answer {
  const { vain, why } = look.memory;
  if (vain < attemptsMax) return goOn(look, 'resolves');
  return fail(look, 'noDns', why ?? say('the DNS of the cluster is down'));
}

/** The answer is here: it ends the search, or the next name of the path is tried. */
export function hear(look: ExchangeLook): Answer {
  const { memory, exchange, reader } = look;
  const lost = whyLost(reader, 'dns', exchange.from);
  if (lost) {
    const tries = memory.tries.slice(0, -1);
    return lose(look, 'unheard', lost, { vain: memory.vain + 1, waitMs: resolverMs, tries });
  }
  const found = memory.tries.at(-1)?.answer.answer ?? [];
  const [, ...names] = memory.names;
  if (found.length === 0 && names.length > 0) return goOn(look, 'resolves', { names, vain: 0 });
  if (exchange.ask.kind === 'name') return end(look, { kind: 'names', tries: memory.tries, tookMs: tookMs(look) });
  const addresses = found.filter(({ type }) => type === 'A').map(({ data }) => data);
  if (addresses.length > 0) return goOn(look, 'connects', { addresses });
  const alias = found.find(({ type }) => type === 'CNAME');
  return fail(look, 'noName', alias ? whyElsewhere(alias) : whyNone(memory.tries));
}

function whyElsewhere({ name, data }: DnsRecord): Sentence {
  const [alias, target] = [name, data].map((each) => each.replace(/\.$/, ''));
  return say('{alias} is another name for {target}, which is not of this cluster', {
    alias: alias ?? '',
    target: target ?? '',
  });
}

function whyNone(tries: readonly Try[]): ReturnType<typeof say> {
  return telling(tries) ?? say('the name has no address');
}
