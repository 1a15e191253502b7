import { expect, test } from 'vitest';
import { layersOf, layoutOf } from '../../src/stage/index.ts';
import { samples } from './scenes.ts';
import { svgOf } from './svg.ts';
import { galleryWords } from './words.ts';

// The heat maps are many cells that differ in nothing; their layout is tested, their pictures are not stored.
const stored = samples.filter(({ scene }) => scene.groups.every(({ columns }) => columns.length <= 40));

test.each(stored)('the picture of "$name" is the stored one', async ({ name, scene }) => {
  const layout = layoutOf(scene, { width: 664, height: 646 });
  const layers = layersOf(layout, { words: galleryWords(), now: scene.now, motion: false });
  await expect(svgOf(layout, layers)).toMatchFileSnapshot(`pictures/${name.replace(/\W+/g, '-')}.svg`);
});
