import type { Millis } from '../objects/index.ts';
import type { Outcome } from './storm-run.ts';
import { playStorm } from './storm-run.ts';
import type { TimedAct, Weather } from './storm-weather.ts';

// A storm that breaks something late takes a while to play: so many tries must do.
const triesMax = 400;

/** The shortest storm that breaks the same promise: acts are left out, halves first and single ones last, for as long as it still does. */
export function shrink(weather: Weather, duration: Millis, outcome: Outcome): Outcome {
  let best = { acts: weather.acts, outcome };
  let tries = 0;
  for (let size = Math.ceil(best.acts.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < best.acts.length && tries < triesMax; tries++) {
      const acts = best.acts.toSpliced(from, size);
      const next = playStorm({ ...weather, acts }, endOf(acts, duration));
      if (promiseOf(next) === promiseOf(outcome)) best = { acts, outcome: next };
      else from += size;
    }
  }
  return best.outcome;
}

/** With no act left there is nothing to wait for either. */
function endOf(acts: readonly TimedAct[], duration: Millis): Millis {
  return acts.length > 0 ? duration : 0;
}

function promiseOf({ broken = '' }: Outcome): string {
  return broken.slice(0, broken.indexOf(':'));
}
