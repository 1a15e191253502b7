import { expect, test } from 'vitest';
import type { EndpointSlice } from '../../src/objects/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

/** The pods that the Service knows, and whether they are ready. */
function endpointsOf({ cluster: { state } }: World, service: string): Record<string, boolean | undefined> {
  const slices = Object.values(state.objects).filter(
    (object): object is EndpointSlice =>
      object.kind === 'EndpointSlice' && object.metadata.labels?.['kubernetes.io/service-name'] === service,
  );
  const endpoints = slices.flatMap((slice) => slice.endpoints ?? []);
  return Object.fromEntries(endpoints.map(({ targetRef, conditions }) => [targetRef?.name ?? '', conditions?.ready]));
}

test('a Service knows its pods, and which of them are ready', () => {
  const w = world().apply('kubia.yaml').rest();
  expect(endpointsOf(w, 'kubia')).toEqual({ 'kubia-0': true, 'kubia-1': true });
  w.breaks('pod/default/kubia-1', 'readiness').rest();
  expect(endpointsOf(w, 'kubia')).toEqual({ 'kubia-0': true, 'kubia-1': false });
  w.heals('pod/default/kubia-1', 'readiness').act('kubectl delete pod kubia-0').rest();
  expect(endpointsOf(w, 'kubia')).toEqual({ 'kubia-0': true, 'kubia-1': true });
});

test('what a deleted Service leaves behind is collected', () => {
  const w = world().apply('kubia.yaml').rest().act('kubectl delete svc kubia').rest();
  expect(endpointsOf(w, 'kubia')).toEqual({});
  expect(Object.keys(endpointsOf(w, 'kubia-public'))).toEqual(['kubia-0', 'kubia-1']);
});
