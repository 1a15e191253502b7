/** How a container's program behaves, as far as its image's name says so. */
export interface Behaviour {
  /** The image cannot be pulled. */
  readonly isMissing: boolean;
  /** The program ends with exit code 1 soon after it has started. */
  readonly crashes: boolean;
  /** The program runs, but its readiness probe never passes. */
  readonly isNeverReady: boolean;
  /** The program does not listen to SIGTERM: it uses up the grace period and is killed. */
  readonly ignoresSigterm: boolean;
}

/** What the words in an image's name and tag mean, wherever they stand in it. */
export function behaviourOf(images: readonly string[]): Behaviour {
  const has = (...words: readonly string[]): boolean =>
    images.some((image) => words.some((word) => image.includes(word)));
  return {
    isMissing: has('badimage', 'missing'),
    crashes: has('crash'),
    isNeverReady: has('unready'),
    ignoresSigterm: has('slowterm'),
  };
}
