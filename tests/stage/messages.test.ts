import { expect, test } from 'vitest';
import type { Exchange } from '../../src/cluster/index.ts';
import { submitAsk } from '../../src/cluster/index.ts';
import type { Layer, Mark, Scene } from '../../src/stage/index.ts';
import { layoutOf, messageLayers, sceneOf } from '../../src/stage/index.ts';
import { messageWords } from '../../src/ui/network/message-words.ts';
import { group, many, now, scene } from '../gallery/making.ts';
import { galleryWords } from '../gallery/words.ts';
import { client, clientPod, requestOf } from '../cluster/asking.ts';
import type { World } from '../world.ts';
import { world } from '../world.ts';

function started(): World {
  return world().apply('kubia.yaml').apply(clientPod).rest();
}

function layersOver({ cluster }: World, motion = true, speed = 1): readonly Layer[] {
  const layout = layoutOf(sceneOf(cluster, { network: true }), { width: 664, height: 646 });
  const drawing = { words: galleryWords(), now: cluster.state.now, motion, speed };
  return messageLayers(layout, cluster.state.exchanges, messageWords(), drawing);
}

function marksOf(layers: readonly Layer[], name: string): readonly Mark[] {
  return layers.find((layer) => layer.name === name)?.marks ?? [];
}

function placeOf(w: World, name: string): { x: number; y: number } {
  const { pods } = layoutOf(sceneOf(w.cluster, { network: true }), { width: 664, height: 646 });
  const { x = 0, y = 0 } = pods.find(({ pod }) => pod.name === name) ?? {};
  return { x, y };
}

function far(one: { x: number; y: number }, other: { x: number; y: number }): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

test('a message is where the clock says: half-way at half the time, and it waits there while time stands still', () => {
  const w = started();
  submitAsk(w.cluster, { from: client, asker: '', ask: requestOf('GET http://kubia-public/') });
  w.run('250ms');
  const [message] = marksOf(layersOver(w), 'messages');
  expect(message?.label).toBe(
    'client to kubia-public:80: GET /: request on its way from client to kubia-public: GET / HTTP/1.1',
  );
  const [half] = marksOf(layersOver(w), 'messages');
  expect({ x: half?.x, y: half?.y }).toEqual({ x: message?.x, y: message?.y });
  const from = placeOf(w, 'client');
  w.run('40ms');
  const [later] = marksOf(layersOver(w), 'messages');
  expect(far(later ?? from, from)).toBeGreaterThan(far(message ?? from, from));
});

test('a message keeps its identity from leg to leg and to the end, so that it keeps the focus', () => {
  const w = started();
  submitAsk(w.cluster, { from: client, asker: '', ask: requestOf('GET http://kubia-public/') });
  const ids = new Set<string>();
  const labels: string[] = [];
  for (let at = 0; at < 12; at++) {
    w.run('50ms');
    for (const { id, label = '' } of marksOf(layersOver(w), 'messages')) {
      ids.add(id);
      labels.push(label);
    }
  }
  expect([...ids]).toEqual(['1']);
  expect(labels.at(-1)).toBe('client to kubia-public:80: GET /: HTTP 200');
});

test('the way stays to be seen for a moment of virtual time, longer the faster time runs, and is gone then', () => {
  const w = started();
  submitAsk(w.cluster, { from: client, asker: '', ask: requestOf('GET http://kubia-public/') });
  w.run('1s');
  expect(marksOf(layersOver(w), 'routes').length).toBe(5);
  w.run('3s');
  expect(marksOf(layersOver(w), 'routes')).toEqual([]);
  expect(marksOf(layersOver(w, true, 8), 'routes').length).toBe(5);
  expect(marksOf(layersOver(w), 'messages')).toEqual([]);
});

test('without motion a message stands half-way until it has arrived', () => {
  const w = started();
  submitAsk(w.cluster, { from: client, asker: '', ask: requestOf('GET http://kubia-public/') });
  w.run('220ms');
  const [early] = marksOf(layersOver(w, false), 'messages');
  w.run('60ms');
  const [late] = marksOf(layersOver(w, false), 'messages');
  expect([late?.x, late?.y]).toEqual([early?.x, early?.y]);
});

test('what is lost ends in a cross where it was lost, and whoever asked waits', () => {
  const w = started().breaks('node/node-3', 'network');
  submitAsk(w.cluster, {
    from: client,
    asker: '',
    ask: requestOf('GET http://kubia-1.kubia:8080/', { limitMs: 2000 }),
  });
  w.run('500ms');
  const lost = marksOf(layersOver(w), 'routes').filter(({ id }) => id.endsWith('lost'));
  expect(lost.length).toBe(1);
  expect(marksOf(layersOver(w), 'messages')[0]?.label).toMatch(/: waits for an answer$/);
  w.run('2s');
  expect(marksOf(layersOver(w), 'messages')[0]?.label).toMatch(/: timed out$/);
});

test('Services with an address are places, a headless one is none', () => {
  const w = started();
  submitAsk(w.cluster, { from: client, asker: '', ask: requestOf('GET http://kubia-public/') });
  const signs = marksOf(layersOver(w), 'places').map(({ id }) => id);
  expect(signs).toEqual(expect.arrayContaining(['you', 'apiserver', 'dns', 'Service/default/kubia-public']));
  expect(signs).not.toContain('Service/default/kubia');
});

test('a request to oneself leaves the disc and returns', () => {
  const w = started();
  const exchange: Exchange = {
    from: client,
    asker: '',
    ask: requestOf('GET http://localhost/'),
    begunAt: w.cluster.state.now,
    legs: [
      {
        from: client,
        to: client,
        kind: 'request',
        sentAt: w.cluster.state.now,
        arrivesAt: w.cluster.state.now + 100,
        carries: 'GET /',
      },
    ],
  };
  w.cluster.state.exchanges['7'] = exchange;
  w.run('50ms');
  const [message] = marksOf(layersOver(w), 'messages');
  expect(far(message ?? { x: 0, y: 0 }, placeOf(w, 'client'))).toBeGreaterThan(20);
});

test('where columns are cells, or folded away, messages still have a way', () => {
  const kubia = group(many(120, 3, () => 'ready'));
  const leg = (from: string, to: string): Exchange['legs'][number] => ({
    from,
    to,
    kind: 'request',
    sentAt: now - 50,
    arrivesAt: now + 50,
    carries: 'GET /',
  });
  const exchange: Exchange = {
    from: 'Pod/default/kubia-7',
    asker: '',
    ask: requestOf('GET http://kubia-99.kubia/'),
    begunAt: now - 50,
    legs: [leg('Pod/default/kubia-7', 'Pod/default/kubia-99')],
  };
  const drawing = { words: galleryWords(), now, motion: true };
  const over = (seen: Scene): readonly Layer[] =>
    messageLayers(layoutOf(seen, { width: 664, height: 646 }), { 1: exchange }, messageWords(), drawing);
  expect(marksOf(over(scene([kubia], { doors: [] })), 'messages').length).toBe(1);
  const folded = { ...kubia, columns: [], folded: { total: 120, ready: 120, trouble: 0, claims: 120, onNodes: {} } };
  expect(marksOf(over(scene([folded, group('0@1 ready', { name: 'web' })], { doors: [] })), 'messages').length).toBe(1);
});
