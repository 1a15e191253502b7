import type { Container, Millis } from '../../objects/index.ts';

/** How long the preStop hook takes: its sleep, or those in its command; everything else is done at once. */
export function hookMsOf({ lifecycle }: Container): Millis {
  const { sleep, exec } = lifecycle?.preStop ?? {};
  if (sleep) return sleep.seconds * 1000;
  const sleeps = (exec?.command ?? []).join(' ').matchAll(/\bsleep\s+(\d+)/g);
  return [...sleeps].reduce((sum, [, seconds]) => sum + Number(seconds) * 1000, 0);
}
