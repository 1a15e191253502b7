import { expect, test } from 'vitest';
import { layersOf, layoutOf, messageLayers } from '../../src/stage/index.ts';
import { messageWords } from '../../src/ui/network/message-words.ts';
import { samples } from './scenes.ts';
import { svgOf } from './svg.ts';
import { galleryWords } from './words.ts';

// The heat maps are many cells that differ in nothing; their layout is tested, their pictures are not stored.
const stored = samples.filter(({ scene }) => scene.groups.every(({ columns }) => columns.length <= 40));

test.each(stored)('the picture of "$name" is the stored one', async ({ name, scene, exchanges }) => {
  const layout = layoutOf(scene, { width: 664, height: 646 });
  const drawing = { words: galleryWords(), now: scene.now, motion: true };
  const over = exchanges ? messageLayers(layout, exchanges, messageWords(), drawing) : [];
  const layers = [...layersOf(layout, drawing), ...over];
  await expect(svgOf(layout, layers)).toMatchFileSnapshot(`pictures/${name.replace(/\W+/g, '-')}.svg`);
});
