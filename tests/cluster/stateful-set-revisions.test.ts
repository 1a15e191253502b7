/** Which revisions a set has, which of them counts, and which are forgotten. */
import { describe, expect, test } from 'vitest';
import type { World } from '../world.ts';
import { steadyWorld } from './pod.ts';
import { revisionsOf, setOf, webSet } from './set.ts';

/** The revisions by number and image: `1:v1 2:v2`. */
function history(w: World): string {
  interface Data {
    readonly spec: { readonly template: { readonly spec: { readonly containers: [{ image: string }] } } };
  }
  const image = (data: unknown): string => (data as Data).spec.template.spec.containers[0].image.replace('app:', '');
  return revisionsOf(w)
    .map(({ revision, data }) => `${revision}:${image(data)}`)
    .join(' ');
}

/** The image of the revision that the status names. */
function named(w: World, which: 'currentRevision' | 'updateRevision'): string | undefined {
  const found = revisionsOf(w).find(({ metadata }) => metadata.name === setOf(w).status?.[which]);
  return found && /app:(v\d)/.exec(JSON.stringify(found.data))?.[1];
}

const onDelete = { updateStrategy: { type: 'OnDelete' } };

describe('revisionHistoryLimit', () => {
  test('counts the revisions that are out of use, and the oldest go first', () => {
    const w = steadyWorld()
      .apply(webSet({ revisionHistoryLimit: 2 }))
      .rest();
    for (const image of ['v2', 'v3', 'v4', 'v5']) w.act(`kubectl set image sts/web c=app:${image}`).rest();
    expect(history(w)).toBe('3:v3 4:v4 5:v5');
  });

  test('spares a revision that a pod in range is of', () => {
    const w = steadyWorld()
      .apply(webSet({ ...onDelete, revisionHistoryLimit: 0 }))
      .rest();
    w.act('kubectl set image sts/web c=app:v2').rest().act('kubectl delete pod web-2').rest();
    w.act('kubectl set image sts/web c=app:v3').rest();
    expect(history(w)).toBe('1:v1 2:v2 3:v3');
    w.act('kubectl delete pod web-2').rest();
    expect(history(w)).toBe('1:v1 3:v3');
  });

  test('spares a revision that a pod on its way out is of', () => {
    const w = steadyWorld()
      .apply(webSet({ ...onDelete, revisionHistoryLimit: 0 }))
      .rest();
    w.act('kubectl set image sts/web c=app:v2').rest().act('kubectl delete pod web-2').rest();
    w.act('kubectl set image sts/web c=app:v3').rest().act('kubectl scale sts/web --replicas=2').run('500ms');
    w.act('kubectl annotate sts/web touched=1').run('100ms').expectPods('web-0..1 Ready, web-2 Terminating');
    expect(history(w)).toBe('1:v1 2:v2 3:v3');
    expect(history(w.rest())).toBe('1:v1 3:v3');
  });

  test('is applied after the status is written', () => {
    const w = steadyWorld().apply(webSet()).rest().act('kubectl set image sts/web c=app:v2').rest();
    w.act(`kubectl patch sts web -p '{"spec":{"revisionHistoryLimit":0}}'`).rest();
    const kinds = w.changes
      .filter(({ who }) => who === 'statefulset')
      .map(({ type, object }) => `${type} ${object.kind}`);
    expect(kinds.slice(-2)).toEqual(['modified StatefulSet', 'deleted ControllerRevision']);
  });
});

describe('when somebody deletes the current revision', () => {
  const staged = { updateStrategy: { rollingUpdate: { partition: 3 } } };

  test.each([
    ['nothing else changes', 'annotate sts/web touched=1', 'v3'],
    ['the template is new again', 'set image sts/web c=app:v2', 'v2'],
    ['the template is new', 'set image sts/web c=app:v4', 'v4'],
  ])('the one that an update leads to takes its place: %s', (_, line, image) => {
    const w = steadyWorld().apply(webSet(staged)).rest();
    for (const next of ['v2', 'v3']) w.act(`kubectl set image sts/web c=app:${next}`).rest();
    expect([named(w, 'currentRevision'), named(w, 'updateRevision')]).toEqual(['v1', 'v3']);
    w.act(`kubectl delete controllerrevision ${setOf(w).status?.currentRevision}`)
      .act(`kubectl ${line}`)
      .rest();
    expect([named(w, 'currentRevision'), named(w, 'updateRevision')]).toEqual([image, image]);
  });
});

/** The name that the set gives to the revision of this image. */
function nameOf(image: string): string {
  const w = steadyWorld()
    .apply(webSet({ replicas: 0 }, { spec: { containers: [{ name: 'c', image }] } }))
    .rest();
  return revisionsOf(w)[0]?.metadata.name ?? '';
}

/** A revision that belongs to nobody, and says something else. */
function foreign(name: string): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: { name },
    revision: 7,
    data: {},
  });
}

test('a name that another revision has is not used: the collisions are counted, and the count is part of all later names', () => {
  const w = steadyWorld()
    .apply(foreign(nameOf('app:v1')))
    .apply(webSet({ replicas: 0 }))
    .rest();
  expect(setOf(w).status).toMatchObject({ collisionCount: 1 });
  expect(setOf(w).status?.updateRevision).not.toBe(nameOf('app:v1'));
  w.act('kubectl set image sts/web c=app:v2').rest();
  expect(setOf(w).status).toMatchObject({ collisionCount: 1 });
  expect(setOf(w).status?.updateRevision).not.toBe(nameOf('app:v2'));
});

test('of two revisions that say the same the newer one counts, and all pods move to it', () => {
  const w = steadyWorld().apply(webSet()).rest();
  const { metadata, ...said } = revisionsOf(w)[0]!;
  const copy = { ...said, metadata: { name: 'web-copy', labels: metadata.labels }, revision: 2 };
  w.apply(JSON.stringify(copy)).act('kubectl annotate sts/web touched=1').run('1ms');
  expect(setOf(w).status).toMatchObject({ updateRevision: 'web-copy', currentRevision: metadata.name });
  expect(setOf(w.rest()).status).toMatchObject({ currentRevision: 'web-copy', updatedReplicas: 3 });
});

test('a revision keeps the labels of its template and the annotations of its set', () => {
  const w = steadyWorld().apply(webSet().replace('"name":"web"', '"name":"web","annotations":{"note":"first"}')).rest();
  const { labels = {}, annotations } = revisionsOf(w)[0]!.metadata;
  expect(labels).toMatchObject({
    app: 'web',
    'controller.kubernetes.io/hash': setOf(w).status?.updateRevision?.slice(4),
  });
  expect(annotations).toMatchObject({ note: 'first' });
});

test('recorded: the revision of kubia has the name that Kubernetes gives it', () => {
  const w = steadyWorld().apply('kubia.yaml').rest();
  expect(revisionsOf(w).map(({ metadata }) => metadata.name)).toEqual(['kubia-59fc7cd76b']);
});
