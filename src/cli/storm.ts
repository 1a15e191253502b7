import type { Millis } from '../objects/index.ts';
import type { Command, Given } from './command.ts';
import { exitCodes } from './command.ts';
import { playStorm } from './storm-run.ts';
import { shrink } from './storm-shrink.ts';
import { storyOf } from './storm-story.ts';
import { weatherOf } from './storm-weather.ts';

/** `ordinal storm`: random acts and faults against the invariants. */
export const storm: Command = {
  usage: 'storm [--seed N] [--runs N] [--minutes N]',
  says: [
    'Random acts and faults against the invariants; prints the seeds, and the shortest story that breaks a promise.',
    'A storm is drawn from its seed: a StatefulSet of any kind, and acts and faults at random moments. The invariants are asked',
    'after every tick. Then everything is healed, a good image is put back, and the set must become Ready.',
    '',
    '  --seed N     the seed of the first storm (1); the next one has the next seed',
    '  --runs N     how many storms (100)',
    '  --minutes N  how long each lasts, in virtual time, before everything is healed (2)',
    '',
    'Exit code 1 when a promise was broken. The first such storm ends the command.',
  ],
  options: { seed: { type: 'string' }, runs: { type: 'string' }, minutes: { type: 'string' } },
  run(given, io) {
    const [seed, runs, minutes] = [
      numberIn(given, 'seed', 1),
      numberIn(given, 'runs', 100),
      numberIn(given, 'minutes', 2),
    ];
    for (const value of [seed, runs, minutes]) if (typeof value === 'string') return io.wrongUse(`storm: ${value}`);
    const [first, count, duration] = [Number(seed), Number(runs), Number(minutes) * 60_000];
    io.out(`seeds ${first} to ${first + count - 1}, ${Number(minutes)} minutes each\n`);
    for (let next = first; next < first + count; next++) {
      const story = brokenStory(next, duration);
      if (story === undefined) continue;
      io.out(
        `seed ${next} breaks a promise; the shortest story that does:\n\n${story}\n${next - first} storms passed, 1 failed\n`,
      );
      return exitCodes.failed;
    }
    io.out(`${count} storms passed, 0 failed\n`);
    return exitCodes.good;
  },
};

function numberIn({ values }: Given, name: string, usual: number): number | string {
  const number = Number(values[name] ?? usual);
  const isFine = Number.isSafeInteger(number) && (name === 'seed' ? number >= 0 : number > 0);
  return isFine
    ? number
    : `--${name} ${String(values[name])} is not a ${name === 'seed' ? 'whole number' : 'number of at least 1'}`;
}

/** The shortest story in which the storm of this seed breaks a promise; nothing when it keeps them all. */
export function brokenStory(seed: number, duration: Millis): string | undefined {
  const weather = weatherOf(seed, duration);
  const outcome = playStorm(weather, duration);
  return outcome.broken === undefined ? undefined : storyOf(shrink(weather, duration, outcome), seed);
}
