import { afterEach, expect, test } from 'vitest';
import { layersOf, layoutOf } from '../../src/stage/index.ts';
import { overwriteGetLocale } from '../../src/ui/paraglide/runtime.js';
import { samples } from '../gallery/scenes.ts';
import { galleryWords } from '../gallery/words.ts';

afterEach(() => overwriteGetLocale(() => 'en'));

function labels(language: 'en' | 'zh', name: string): readonly string[] {
  overwriteGetLocale(() => language);
  const found = samples.find((sample) => sample.name === name)!;
  const layout = layoutOf(found.scene, { width: 960, height: 646 });
  const marks = layersOf(layout, { words: galleryWords(), now: found.scene.now, motion: false }).flatMap(
    (layer) => layer.marks,
  );
  for (const { id, key, fold, label } of marks) if (key ?? fold) expect(label, `${name}: ${id}`).toMatch(/\S/);
  return marks.flatMap(({ label }) => label ?? []);
}

test.each(samples.map(({ name }) => name))('every mark of "%s" that can be reached says what it is', (name) => {
  for (const language of ['en', 'zh'] as const) {
    expect(labels(language, name).filter((label) => /undefined|NaN|\{/.test(label))).toEqual([]);
  }
});

test('the state of a pod is said in words', () => {
  expect(labels('en', 'two writers after a forced deletion')).toContain(
    'A process of kubia-1: its pod object is gone, it may still run, on node-2',
  );
  expect(labels('zh', 'two writers after a forced deletion')).toContain(
    'kubia-1 的进程：Pod 对象已不存在，进程可能仍在运行, 位于 node-2',
  );
  expect(labels('en', 'eviction counted').join('\n')).toMatch(/Pod kubia-1: .*not heard from/);
  expect(labels('en', 'rows').join('\n')).toContain('Node node-2, Ready, MemoryPressure');
});
