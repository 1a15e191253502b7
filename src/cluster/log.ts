import type { Millis, ObjectKey } from '../objects/index.ts';

/** A sentence with named holes, as data: the English text is the key under which other languages have theirs. */
export interface Sentence {
  readonly text: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** One line of the log: who did or awaited what, and because of what. */
export interface Entry {
  readonly at: Millis;
  /** The part's name (`statefulset`, `scheduler`, `kubelet` …) or `you`. */
  readonly who: string;
  /** What the part looks after, such as `default/kubia`. */
  readonly of?: string;
  readonly step: string;
  readonly kind: 'does' | 'waits' | 'fails' | 'rests';
  readonly what: Sentence;
  readonly because?: Sentence;
  /** The object that the entry is about. */
  readonly object?: ObjectKey;
  /** For a refusal of the API server: what was asked of what (`pods/web-1`, `statefulsets/web/status`), and its code. */
  readonly refused?: { readonly verb: string; readonly target: string; readonly code: number };
}

/** The entry with its reason and the object that it is about, where it has them; the entry must be the caller's own. */
export function withAbout(
  entry: { -readonly [Field in keyof Entry]: Entry[Field] },
  because: Sentence | undefined,
  object: ObjectKey | undefined,
): Entry {
  if (because) entry.because = because;
  if (object !== undefined) entry.object = object;
  return entry;
}

type Holes<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;

/** Makes a sentence; a hole without a value does not compile. */
export function say<const Text extends string>(
  text: Text,
  ...values: [Holes<Text>] extends [never] ? [] : [Readonly<Record<Holes<Text>, string | number>>]
): Sentence {
  return values[0] ? { text, values: values[0] } : { text };
}

/** The sentence in the language of its translator: holes filled, unknown texts left in English. */
export function spell(sentence: Sentence, translate: (text: string) => string | undefined = () => undefined): string {
  const text = translate(sentence.text) ?? sentence.text;
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(sentence.values?.[name] ?? hole));
}
