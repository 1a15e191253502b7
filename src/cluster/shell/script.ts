/** A script as its parser reads it: plain data, so that a shell can stop in the middle of it and be stored. */

/** A piece of a word; quoted pieces are not split into fields. */
export type Piece =
  | { readonly text: string; readonly isQuoted: boolean }
  | {
      readonly variable: string;
      /** `:-`, `#`, `%%` …: what is done with its value, with the text of the word behind it. */
      readonly operator?: string;
      readonly operand?: string;
      readonly isQuoted: boolean;
    }
  | { readonly script: string; readonly isQuoted: boolean }
  | { readonly sum: string; readonly isQuoted: boolean };

/** A word of a command, in pieces. */
export type Word = readonly Piece[];

/** `> file`, `2>> file`, `< file`, `2>&1`. */
export interface Redirection {
  readonly stream: 0 | 1 | 2;
  readonly mode: '<' | '>' | '>>' | '>&';
  readonly to: Word;
}

/** A phrase of a script. */
export type Phrase =
  | {
      readonly kind: 'simple';
      readonly assignments: readonly (readonly [name: string, value: Word])[];
      readonly words: readonly Word[];
      readonly redirections: readonly Redirection[];
    }
  | { readonly kind: 'pipe'; readonly phrases: readonly Phrase[]; readonly isNegated: boolean }
  | { readonly kind: 'and' | 'or'; readonly left: Phrase; readonly right: Phrase }
  | { readonly kind: 'list'; readonly phrases: readonly Phrase[] }
  | {
      readonly kind: 'if';
      readonly branches: readonly (readonly [test: Phrase, then: Phrase])[];
      readonly otherwise?: Phrase;
    }
  | { readonly kind: 'while'; readonly isUntil: boolean; readonly test: Phrase; readonly body: Phrase }
  | { readonly kind: 'for'; readonly name: string; readonly words: readonly Word[]; readonly body: Phrase }
  | {
      readonly kind: 'group' | 'subshell';
      readonly body: Phrase;
      readonly redirections: readonly Redirection[];
    };

/** The simple commands of a script. */
export type SimplePhrase = Extract<Phrase, { kind: 'simple' }>;

/** A script, or why it cannot be read: a word that stands where none may, or an end that comes too early. */
export type Script = { readonly phrase: Phrase } | { readonly unexpected: string; readonly line: number };

/** The word that stands for an end that comes too early. */
export const endOfFile = 'end of file';
