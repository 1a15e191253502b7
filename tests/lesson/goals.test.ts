import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { spell } from '../../src/cluster/index.ts';
import {
  absent,
  after,
  all,
  any,
  both,
  bound,
  created,
  deleted,
  exists,
  field,
  hadGone,
  hasInitContainers,
  never,
  not,
  once,
  oneAfterAnother,
  ready,
  replaced,
  turnedReady,
  untouched,
  was,
  wasNot,
} from '../../src/lesson/index.ts';
import type { Goal, Run } from '../../src/lesson/index.ts';
import { world } from '../world.ts';

const kubia = readFileSync('tests/inputs/kubia.yaml', 'utf8');

interface Story {
  readonly now: number;
  type(line: string): Story;
  wait(duration: string): Story;
  run(since?: number): Run;
}

/** A cluster in which kubia has been applied, and nothing has happened yet; its goals' view of it is `run`. */
function story(text = 'kubia.yaml'): Story {
  const here = world({ seed: 7 }).run('1s').apply(text);
  const { state, index } = here.cluster;
  const it: Story = {
    get now() {
      return state.now;
    },
    type(line) {
      here.act(line);
      return it;
    },
    wait(duration) {
      here.run(duration);
      return it;
    },
    run: (since = 0) => ({ state, index, since }),
  };
  return it;
}

/** `met`, or what is missing, with the moment where a promise was broken. */
function say(goal: Goal, run: Run): string {
  const { met, missing, brokenAt } = goal(run);
  if (met) return 'met';
  return `${missing ? spell(missing) : '?'}${brokenAt === undefined ? '' : ` (${brokenAt > 0 ? 'broken' : 'never'})`}`;
}

describe('a goal says what is missing', () => {
  test('until a pod is Ready', () => {
    const kubias = story();
    expect(say(ready('kubia-1'), kubias.run())).toBe('kubia-1 is not there yet');
    kubias.wait('500ms');
    expect(say(ready('kubia-0', 'kubia-1'), kubias.run())).toBe('kubia-0 is not Ready yet');
    kubias.wait('5s');
    expect(say(ready('kubia-0', 'kubia-1'), kubias.run())).toBe('kubia-1 is not Ready yet');
    kubias.wait('5s');
    expect(say(ready('kubia-0', 'kubia-1'), kubias.run())).toBe('met');
  });

  test('until an object is there, or is there no more', () => {
    const kubias = story().wait('20s');
    expect(say(exists('StatefulSet/kubia', 'PersistentVolume/pv-a', 'Pod/kubia-2'), kubias.run())).toBe(
      'kubia-2 is not there yet',
    );
    expect(say(exists('StatefulSet/kubia', 'PersistentVolume/pv-a'), kubias.run())).toBe('met');
    expect(say(absent('Pod/kubia-2', 'Pod/kubia-1'), kubias.run())).toBe('kubia-1 is still there');
    expect(say(absent('Pod/kubia-2'), kubias.run())).toBe('met');
  });

  test('until a field has its value', () => {
    const kubias = story();
    expect(say(field('StatefulSet/kubia', 'spec.replicas', 3), kubias.run())).toBe('replicas is 2, not 3');
    expect(say(field('StatefulSet/kubja', 'spec.replicas', 3), kubias.run())).toBe('kubja is not there yet');
    expect(say(field('StatefulSet/kubia', 'spec.replicas', 2), kubias.run())).toBe('met');
  });

  test('until a claim has its volume', () => {
    const kubias = story().wait('20s').type('kubectl scale sts kubia --replicas=5').wait('60s');
    expect(say(bound('data-kubia-2'), kubias.run())).toBe('met');
    expect(say(bound('data-kubia-2', 'data-kubia-3'), kubias.run())).toBe('data-kubia-3 has no volume yet');
    expect(say(bound('data-kubia-4'), kubias.run())).toBe('data-kubia-4 is not there yet');
  });

  test('of several, what the first unmet one misses', () => {
    const run = story().wait('20s').run();
    expect(say(all(ready('kubia-0'), ready('kubia-2'), exists('Pod/kubia-3')), run)).toBe('kubia-2 is not there yet');
    expect(say(any(ready('kubia-2'), ready('kubia-0')), run)).toBe('met');
    expect(say(any(ready('kubia-2'), ready('kubia-3')), run)).toBe('kubia-2 is not there yet');
  });
});

describe('a goal knows the history', () => {
  test('pods made in order, and pods made at once', () => {
    const inOrder = oneAfterAnother('kubia-0', 'kubia-1');
    expect(say(inOrder, story().wait('1s').run())).toBe('kubia-1 is not there yet');
    expect(say(inOrder, story().wait('20s').run())).toBe('met');
    const parallel = kubia.replace('serviceName: kubia', 'serviceName: kubia\n  podManagementPolicy: Parallel');
    expect(say(inOrder, story(parallel).wait('20s').run())).toBe(
      'kubia-1 was created before kubia-0 was Ready (broken)',
    );
  });

  test('a pod that is replaced, and its neighbour that is not', () => {
    const kubias = story().wait('20s');
    const since = kubias.now;
    expect(say(replaced('kubia-1'), kubias.run(since))).toBe('kubia-1 has not been replaced yet');
    expect(say(untouched('kubia-1'), kubias.run(since))).toBe('met');
    kubias.type('kubectl delete pod kubia-1').wait('100ms');
    expect(say(replaced('kubia-1'), kubias.run(since))).toBe('kubia-1 has not been replaced yet');
    kubias.wait('20s');
    expect(say(replaced('kubia-1'), kubias.run(since))).toBe('met');
    expect(say(untouched('kubia-1'), kubias.run(since))).toBe('kubia-1 has been replaced (broken)');
    expect(say(untouched('kubia-0'), kubias.run(since))).toBe('met');
  });

  test('what happened before the step began does not count', () => {
    const kubias = story().wait('20s').type('kubectl delete pod kubia-1').wait('20s');
    expect(say(untouched('kubia-1'), kubias.run(kubias.now))).toBe('met');
    expect(say(replaced('kubia-1'), kubias.run(kubias.now))).toBe('kubia-1 has not been replaced yet');
    expect(turnedReady('kubia-0')(kubias.run(kubias.now))).toBeUndefined();
  });

  test('a pod without a node that is deleted has gone at once', () => {
    const kubias = story().wait('20s').type('kubectl scale sts kubia --replicas=4').wait('20s');
    const since = kubias.now;
    kubias.type('kubectl delete pod kubia-3').wait('1s');
    expect(deleted('kubia-3')(kubias.run(since))).toBeGreaterThanOrEqual(since);
    expect(was('Pod/kubia-3')(kubias.run(since), kubias.now)).toBe(true);
    kubias.type('kubectl scale sts kubia --replicas=3').wait('1s');
    expect(wasNot('Pod/kubia-3')(kubias.run(since), kubias.now)).toBe(true);
  });

  test('a promise that was broken stays broken', () => {
    const moment = never(created('Pod/kubia-1'), { text: 'there is a kubia-1' });
    expect(say(moment, story().run())).toBe('met');
    expect(say(moment, story().wait('20s').run())).toBe('there is a kubia-1 (broken)');
  });
});

describe('moments and what was so at them', () => {
  const kubias = story().wait('20s');
  const run = kubias.run();
  const readyAt = turnedReady('kubia-0')(run) ?? 0;

  test('a moment comes when it is reached', () => {
    expect(readyAt).toBeGreaterThan(1000);
    expect(after(1000, turnedReady('kubia-0'))(run)).toBe(readyAt + 1000);
    expect(after(60_000, turnedReady('kubia-0'))(run)).toBeUndefined();
    expect(created('Pod/kubia-7')(run)).toBeUndefined();
    expect(once(ready('kubia-0'))(run)).toBe(kubias.now);
    expect(once(ready('kubia-7'))(run)).toBeUndefined();
  });

  test('the past is asked, not the present', () => {
    expect(was('Pod/kubia-0', 'PersistentVolumeClaim/data-kubia-0')(run, readyAt)).toBe(true);
    expect(wasNot('Pod/kubia-1')(run, readyAt - 1)).toBe(true);
    expect(was('Pod/kubia-1')(run, readyAt + 1000)).toBe(true);
    expect(both(was('Pod/kubia-0'), wasNot('Pod/kubia-2'))(run, readyAt)).toBe(true);
    expect(both(was('Pod/kubia-0'), was('Pod/kubia-2'))(run, readyAt)).toBe(false);
    expect(not(was('Pod/kubia-2'))(run, readyAt)).toBe(true);
    expect(hadGone('kubia-0')(run, readyAt)).toBe(false);
    expect(hasInitContainers('kubia-0')(run, readyAt)).toBe(false);
  });
});
