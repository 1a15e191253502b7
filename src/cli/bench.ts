import { spawnSync } from 'node:child_process';
import type { Figures, Scenario } from './bench-scenarios.ts';
import { scenarios } from './bench-scenarios.ts';
import type { Command, Given, Io } from './command.ts';
import { exitCodes } from './command.ts';

const notYet = ['seek'];
// The heap that `limit` is promised to manage with.
const limitedHeap = '--max-old-space-size=4096';
// What dies young, and most does, need not be carried into that heap first.
const roomForYoung = '--max-semi-space-size=64';
const fastMs = 3000;
const runsWhenFast = 5;

/** `ordinal bench`: the engine's benchmarks. */
export const bench: Command = {
  usage: 'bench [NAME…] [--pods 10,100,1000,5000] [--json]',
  says: [
    'Times the engine and prints a line a figure; the median of five runs where one takes less than three seconds.',
    '',
    ...Object.entries(scenarios).map(([name, { says }]) => `  ${name.padEnd(12)}${says}`),
    `  ${notYet.join(', ')}: not there yet`,
    '',
    '  --pods  how many pods',
    '  --json  one line of JSON a figure',
    `  limit runs in a process of its own with ${limitedHeap}; it is left out unless named.`,
  ],
  options: { pods: { type: 'string' }, json: { type: 'boolean' } },
  run(given, io) {
    const names =
      given.positionals.length > 0 ? given.positionals : Object.keys(scenarios).filter((name) => name !== 'limit');
    const unknown = names.find((name) => !(name in scenarios));
    if (unknown !== undefined) {
      const what = notYet.includes(unknown) ? `bench ${unknown} is not there yet` : `bench knows no ${unknown}`;
      return io.wrongUse(`${what}; there are ${Object.keys(scenarios).join(', ')}`);
    }
    const pods = podsOf(given);
    if (typeof pods === 'string') return io.wrongUse(pods);
    for (const name of names) {
      const code = runScenario(name, pods, given, io);
      if (code !== exitCodes.good) return code;
    }
    return exitCodes.good;
  },
};

function podsOf({ values }: Given): readonly number[] | undefined | string {
  if (values['pods'] === undefined) return undefined;
  const counts = String(values['pods']).split(',').map(Number);
  return counts.every((count) => Number.isInteger(count) && count > 0)
    ? counts
    : '--pods takes whole numbers, such as 10,100,1000';
}

function runScenario(name: string, pods: readonly number[] | undefined, given: Given, io: Io): number {
  const scenario = scenarios[name];
  if (!scenario) throw new Error(`bench-scenarios.ts has no ${name}.`);
  if (name === 'limit' && !process.execArgv.includes(limitedHeap)) return inOwnProcess(given, pods);
  for (const count of pods ?? scenario.pods) {
    const figures = median(scenario, count);
    io.out(given.values['json'] ? `${JSON.stringify({ scenario: name, ...figures })}\n` : `${shown(name, figures)}\n`);
  }
  return exitCodes.good;
}

/** The run with the median wall time. */
function median(scenario: Scenario, pods: number): Figures {
  const runs = [scenario.run(pods)];
  while (runs.length < runsWhenFast && (runs[0]?.wallMs ?? fastMs) < fastMs) runs.push(scenario.run(pods));
  runs.sort((a, b) => a.wallMs - b.wallMs);
  return runs[Math.floor(runs.length / 2)] as Figures;
}

function inOwnProcess({ values }: Given, pods: readonly number[] | undefined): number {
  const options = [...(values['json'] ? ['--json'] : []), ...(pods ? ['--pods', pods.join(',')] : [])];
  const script = process.argv[1] ?? '';
  const child = spawnSync(
    process.execPath,
    [limitedHeap, roomForYoung, ...process.execArgv, script, 'bench', 'limit', ...options],
    {
      stdio: 'inherit',
    },
  );
  return child.status ?? exitCodes.failed;
}

function shown(name: string, figures: Figures): string {
  const { pods, wallMs, podsPerSecond, simulatedPerWall, ticks, msPerTick, peakHeapMB } = figures;
  return [
    `${name.padEnd(9)} ${String(pods).padStart(7)} pods`,
    `${wallMs.toFixed(1).padStart(9)} ms`,
    `${podsPerSecond.toFixed(0).padStart(7)} pods/s`,
    `${simulatedPerWall.toFixed(1).padStart(8)} simulated s/s`,
    `${String(ticks).padStart(8)} ticks`,
    `${msPerTick.toFixed(4)} ms a tick`,
    `${peakHeapMB.toFixed(0).padStart(5)} MB heap`,
  ].join('  ');
}
