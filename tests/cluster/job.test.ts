import { expect, test } from 'vitest';
import { get, list } from '../../src/cluster/index.ts';
import type { Job, Pod } from '../../src/objects/index.ts';
import { conditionOf, isTerminating } from '../../src/objects/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

/** A Job called sums, with whatever else its spec is to say. */
function sums(more = ''): string {
  return `
apiVersion: batch/v1
kind: Job
metadata: {name: sums}
spec:
  ${more}
  template:
    spec: {restartPolicy: Never, containers: [{name: sums, image: 'nginx:1'}]}
`;
}

function job({ cluster }: World): Job {
  return get<Job>(cluster, 'Job/default/sums')!;
}

function active({ cluster }: World): readonly Pod[] {
  return list<Pod>(cluster, 'Pod', 'default').filter(
    (pod) => !isTerminating(pod) && !['Succeeded', 'Failed'].includes(pod.status?.phase ?? ''),
  );
}

/** Lets the programs of all pods that run end in this way. */
function end(w: World, how: 'exit0' | 'evict'): World {
  for (const { metadata } of active(w)) w.breaks(`pod/default/${metadata.name}`, how);
  return w.run('1s');
}

test('one pod that ends well completes it', () => {
  const w = world().apply(sums()).run('10s');
  expect(active(w)).toHaveLength(1);
  w.expectWait('job', '1 pods of sums are at work', 'default/sums').act('kubectl get jobs');
  expect(w.printed.out).toContain('sums   Running   0/1           10s        10s');
  end(w, 'exit0').act('kubectl get jobs');
  expect(w.printed.out).toContain('sums   Complete   1/1');
  expect(job(w).status).toMatchObject({ succeeded: 1, ready: 0, terminating: 0 });
  expect(job(w).status?.conditions?.map(({ type }) => type)).toEqual(['SuccessCriteriaMet', 'Complete']);
});

test('several completions run as many at once as parallelism says', () => {
  const w = world().apply(sums('completions: 3\n  parallelism: 2')).run('10s');
  expect(active(w)).toHaveLength(2);
  end(w, 'exit0').run('10s');
  expect(active(w)).toHaveLength(1);
  end(w, 'exit0');
  expect(job(w).status).toMatchObject({ succeeded: 3 });
  expect(conditionOf(job(w), 'Complete')?.status).toBe('True');
});

test('after a failure it waits 10 s, then 20 s, and in the end gives up', () => {
  const w = world().apply(sums('backoffLimit: 1')).run('5s');
  end(w, 'evict').expectWait('job', 'sums waits before it tries again', 'default/sums');
  expect(active(w)).toHaveLength(0);
  w.run('15s');
  expect(active(w)).toHaveLength(1);
  end(w, 'evict').run('1s');
  expect(conditionOf(job(w), 'Failed')).toMatchObject({ reason: 'BackoffLimitExceeded', status: 'True' });
  expect(job(w).status).toMatchObject({ failed: 2 });
});

test('an Indexed Job gives every pod its place', () => {
  const w = world().apply(sums('completions: 3\n  parallelism: 3\n  completionMode: Indexed')).run('10s');
  const places = active(w).map(({ metadata, spec }) => {
    const place = metadata.annotations?.['batch.kubernetes.io/job-completion-index'];
    return `${place} ${metadata.name.replace(/-[^-]*$/, '')} ${spec.hostname}`;
  });
  expect(places.sort()).toEqual(['0 sums-0 sums-0', '1 sums-1 sums-1', '2 sums-2 sums-2']);
  end(w, 'exit0');
  expect(job(w).status).toMatchObject({ completedIndexes: '0-2', succeeded: 3 });
});

test('a deleted Job takes its pods along, and none is held back', () => {
  const w = world().apply(sums()).run('10s').act('kubectl delete job sums').rest();
  w.expectPods('none');
});

test('its pods must not run for ever', () => {
  const file = { 'a.yaml': sums().replace('restartPolicy: Never, ', '') };
  world().refuses('kubectl apply -f a.yaml', 'spec.template.spec.restartPolicy: Required value', file);
});
