/**
 * A recording and a moment of it as the fragment of an address, and back: `#1.` and then, in base64url, a checksum and the
 * deflated text. The text is a header line of JSON and behind it the manifests as they are. The dictionary is frozen with
 * the format: links that were published must open for ever.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import type { Millis } from '../objects/index.ts';
import type { Act, Recording, Sentence, Start } from '../sandbox/index.ts';
import { say } from '../sandbox/index.ts';
import { dictionary } from './link-dictionary.ts';

/** What a link opens: the recording, and the moment to go to. */
export interface Opened {
  readonly recording: Recording;
  readonly at: Millis;
}

/** The longest fragment that is read, in characters; the longest text that it may unpack to; the latest moment. */
const limits = { fragment: 64 * 1024, text: 4 * 1024 * 1024, acts: 500, moment: 24 * 3_600_000 } as const;

/** The header: seed, moment, lesson, settings, lengths of the texts, places of the start's manifests, and the acts. */
interface Header {
  readonly s: number;
  readonly t: Millis;
  readonly l?: string;
  readonly x?: Start['settings'];
  readonly n: readonly number[];
  readonly m?: readonly number[];
  /** Time since the act before, the line, and files by name with the place of their text. */
  readonly a: readonly (readonly [Millis, string, Readonly<Record<string, number>>?])[];
}

/** The fragment, from `#` on. */
export function linkOf({ start, seed, acts }: Recording, now: Millis): string {
  const texts: string[] = [];
  const placeOf = (text: string): number => (texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1);
  const manifests = (start.manifests ?? []).map(placeOf);
  let before = 0;
  const rows = acts.map(({ at, act }): Header['a'][number] => {
    const since = at - before;
    before = at;
    const files = Object.entries(act.files ?? {}).map(([name, text]) => [name, placeOf(text)] as const);
    return files.length > 0 ? [since, act.line, Object.fromEntries(files)] : [since, act.line];
  });
  const header: Header = {
    s: seed,
    t: now,
    ...(start.lesson !== undefined && { l: start.lesson }),
    ...(start.settings && { x: start.settings }),
    n: texts.map((text) => text.length),
    ...(manifests.length > 0 && { m: manifests }),
    a: rows,
  };
  const text = `${JSON.stringify(header)}\n${texts.join('')}`;
  const packed = deflateSync(strToU8(text), { level: 9, mem: 8, dictionary });
  return `#1.${toBase64(withChecksum(packed, text))}`;
}

const damaged = say('This link is damaged: a part of it is missing or has been changed.');

/** Reads a fragment; a sentence says what is wrong with one that cannot be opened. */
export function readLink(fragment: string): Opened | { readonly problem: Sentence } {
  const match = /^#?(\d+)\.([A-Za-z0-9_-]+)$/.exec(fragment.trim());
  if (!match) return { problem: damaged };
  if (match[1] !== '1')
    return {
      problem: say('This link has format {format}, which a newer Ordinal made; this one reads format 1.', {
        format: match[1] ?? '',
      }),
    };
  if (fragment.length > limits.fragment)
    return { problem: say('This link is longer than {most} characters.', { most: limits.fragment }) };
  try {
    const text = unpack(match[2] ?? '');
    const end = text.indexOf('\n');
    return read(JSON.parse(text.slice(0, end)) as Header, text.slice(end + 1)) ?? { problem: damaged };
  } catch {
    return { problem: damaged };
  }
}

function unpack(packed: string): string {
  const bytes = fromBase64(packed);
  const text = strFromU8(inflateSync(bytes.subarray(4), { dictionary, out: new Uint8Array(limits.text) }));
  if (checksumOf(text) !== new DataView(bytes.buffer).getUint32(0)) throw new Error(damaged.text);
  return text;
}

/** The recording of a header, or nothing when the header is not one. */
function read(header: Header, body: string): Opened | undefined {
  const { s: seed, t: at, l: lesson, x: settings, n: lengths, m = [], a: rows } = header;
  if (!isMoment(at) || !Number.isSafeInteger(seed) || !Array.isArray(rows) || rows.length > limits.acts)
    return undefined;
  let from = 0;
  const texts = lengths.map((length) => body.slice(from, (from += length)));
  let now = 0;
  const acts = rows.map(([since, line, files = {}]): { at: Millis; act: Act } => {
    now += since;
    const named = Object.entries(files as Readonly<Record<string, number>>).map(
      ([name, place]) => [name, texts[place] ?? ''] as const,
    );
    return { at: now, act: named.length > 0 ? { line, files: Object.fromEntries(named) } : { line } };
  });
  const isSound = acts.every(({ at: moment, act }) => isMoment(moment) && moment <= at && typeof act.line === 'string');
  if (!isSound) return undefined;
  const start: Start = {
    ...(lesson !== undefined && { lesson }),
    ...(m.length > 0 && { manifests: m.map((place) => texts[place] ?? '') }),
    ...(settings && { settings }),
  };
  return { recording: { format: 1, start, seed, acts }, at };
}

function isMoment(at: unknown): at is Millis {
  return typeof at === 'number' && at >= 0 && at <= limits.moment;
}

/** Fletcher's sum of the text, 32 bits: inflating alone does not notice every changed bit. */
function checksumOf(text: string): number {
  let [low, high] = [1, 0];
  for (let index = 0; index < text.length; index++) {
    low = (low + text.charCodeAt(index)) % 65521;
    high = (high + low) % 65521;
  }
  return ((high << 16) | low) >>> 0;
}

function withChecksum(packed: Uint8Array, text: string): Uint8Array {
  const bytes = new Uint8Array(packed.length + 4);
  new DataView(bytes.buffer).setUint32(0, checksumOf(text));
  bytes.set(packed, 4);
  return bytes;
}

function toBase64(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
}
