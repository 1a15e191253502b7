import { expect, test } from 'vitest';
import { defaultSettings, openSandbox } from '../../src/sandbox/index.ts';
import { chosenOf, isPossible, ranges, settingsFrom } from '../../src/ui/settings/start-settings.ts';

const usual = chosenOf(defaultSettings);

test('what is as usual is not part of a recording', () => {
  expect(settingsFrom(usual)).toEqual({});
});

test('what differs is part of a recording, and a cluster begins with it', () => {
  const chosen = { ...usual, nodes: 5, jitter: 0, leaseInterval: 5, dnsCache: 'classic', loadBalancers: 2 };
  const settings = settingsFrom(chosen);
  expect(Object.keys(settings).sort()).toEqual(['dns', 'durations', 'leaseInterval', 'loadBalancerAddresses', 'nodes']);
  const { cluster } = openSandbox({ format: 1, start: { settings }, seed: 1, acts: [] });
  expect(chosenOf(cluster.state.settings)).toEqual(chosen);
  expect(cluster.state.settings.durations).toEqual({ ...defaultSettings.durations, jitter: 0 });
});

test('numbers outside their range are impossible, and the usual ones are not', () => {
  expect(isPossible(usual)).toBe(true);
  for (const { name, least, most } of ranges) {
    for (const value of [least - 1, most + 1, 1.5, NaN]) expect(isPossible({ ...usual, [name]: value })).toBe(false);
  }
});
