import { draw, layoutOf, messageLayers } from '../../src/stage/index.ts';
import { overwriteGetLocale } from '../../src/ui/paraglide/runtime.js';
import { messageWords } from '../../src/ui/network/message-words.ts';
import { samples } from './scenes.ts';
import { galleryWords } from './words.ts';

/** Mounts every sample (or the one in `?name=`), as wide as the page; `?dark`, `?zh`, `?height=`. */
const asked = new URLSearchParams(location.search);
overwriteGetLocale(() => (asked.has('zh') ? 'zh' : 'en'));
document.documentElement.classList.toggle('dark', asked.has('dark'));
const width = document.documentElement.clientWidth - 32;
const height = Number(asked.get('height') ?? 646);

for (const { name, scene, exchanges } of samples.filter(
  (sample) => !asked.has('name') || sample.name === asked.get('name'),
)) {
  const section = document.body.appendChild(document.createElement('section'));
  section.append(Object.assign(document.createElement('h2'), { textContent: name }));
  const view = section.appendChild(Object.assign(document.createElement('div'), { className: 'view' }));
  const svg = view.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
  const layout = layoutOf(scene, { width, height });
  const drawing = { words: galleryWords(), now: scene.now, motion: true };
  const over = exchanges ? messageLayers(layout, exchanges, messageWords(), drawing) : [];
  draw(svg, layout, { ...drawing, over });
}
