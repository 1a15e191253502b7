import { safeAlphabet } from './hash.ts';

/** Takes text into a hash, FNV-1a; longer text can be taken in piece by piece. */
function stir(before: number, text: string): number {
  let hash = before;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

function begin(seed: number): number {
  return (seed ^ 0x811c9dc5) >>> 0;
}

/** The final avalanche, to 32 bits. */
function end(hash: number): number {
  const first = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
}

/** Mixes text into a 32-bit number, the same on every machine. */
function mix(seed: number, text: string): number {
  return end(stir(begin(seed), text));
}

/** A number from 0 (inclusive) to 1 that depends on the seed, the object and the purpose alone: one more pod changes nobody's luck. */
export function draw(seed: number, object: string, purpose: string): number {
  return mix(mix(seed, object), purpose) / 2 ** 32;
}

/** The duration with its jitter, in whole milliseconds. */
export function jittered(seed: number, ms: number, jitter: number, object: string, purpose: string): number {
  return jitter === 0 ? ms : Math.round(ms * (1 + jitter * (2 * draw(seed, object, purpose) - 1)));
}

/** A uid in the shape of a version 4 UUID, for the `life`-th object of this key. */
export function uidOf(seed: number, key: string, life: number): string {
  const own = stir(begin(mix(seed, key)), `uid ${life} `);
  const [a = '', b = '', c = '', d = ''] = parts.map((part) => hex8(end(stir(own, part))));
  const variant = '89ab'[parseInt(c.charAt(0), 16) & 3] ?? '8';
  // Joined, not put together by a template: engines keep such a text in one piece, and there are many of them.
  return [a, b.slice(0, 4), `4${b.slice(5)}`, variant + c.slice(1, 4), c.slice(4) + d].join('-');
}

const parts = ['0', '1', '2', '3'];

/** A word of 32 bits in hexadecimal digits that depends on all of this. */
export function hexDraw(seed: number, object: string, purpose: string): string {
  return hex8(mix(mix(seed, object), purpose));
}

// Every object has a uid of such words, and engines take their time over a number in hexadecimal.
const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex8(word: number): string {
  return `${bytes[word >>> 24]}${bytes[(word >>> 16) & 255]}${bytes[(word >>> 8) & 255]}${bytes[word & 255]}`;
}

/** Five characters for a generated name, from Kubernetes' safe alphabet (apimachinery pkg/util/rand). */
export function suffix(seed: number, object: string, purpose: string): string {
  return [0, 1, 2, 3, 4]
    .map((place) => safeAlphabet[Math.floor(draw(seed, object, `${purpose} ${place}`) * safeAlphabet.length)])
    .join('');
}

/** So many hexadecimal digits that depend on the text alone, where Kubernetes has a hash of it. */
export function hexOf(text: string, digits: number): string {
  const words = Array.from({ length: Math.ceil(digits / 8) }, (_, place) => mix(mix(place, text), 'hash'));
  return words.map(hex8).join('').slice(0, digits);
}
