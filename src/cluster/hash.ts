/** The signs of generated names and hashes, of which no bad word can be made (apimachinery pkg/util/rand). */
export const safeAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** A number in decimal, each digit in the safe alphabet (util/rand, SafeEncodeString). */
function safeText(number: number): string {
  return Array.from(String(number), (digit) => safeAlphabet[digit.charCodeAt(0) % safeAlphabet.length]).join('');
}

const offset = 0x811c9dc5;
const prime = 0x01000193;

/** FNV-1, 32 bits, as the hash of a StatefulSet's revision is written (controller_history.go, HashControllerRevision). */
export function revisionHash(text: string): string {
  let hash = offset;
  for (const byte of new TextEncoder().encode(text)) hash = (Math.imul(hash, prime) ^ byte) >>> 0;
  return safeText(hash);
}

/** FNV-1a, 32 bits, as the hash of a template is written (pkg/controller/controller_utils.go, ComputeHash). */
export function templateHash(text: string): string {
  let hash = offset;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, prime) >>> 0;
  return safeText(hash);
}

/** Compact JSON as Go's encoder writes it: keys sorted, `<`, `>` and `&` escaped. */
export function goJson(data: object): string {
  const text = JSON.stringify(data, (_, value: unknown) => (isPlain(value) ? sorted(value) : value));
  return text.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, value[name]]));
}
