/** What ends one command of a script: thrown where its words are read, caught where its next step is taken. */

interface Trouble extends Error {
  readonly isTrouble: true;
}

/** Ends the command that is going on with this sentence. */
export function trouble(words: string): never {
  throw Object.assign(new Error(words), { isTrouble: true as const });
}

/** The sentence, where the error is such an end; any other is ours, and goes on. */
export function troubleIn(error: unknown): string {
  if (error instanceof Error && 'isTrouble' in error) return (error as Trouble).message;
  throw error;
}
