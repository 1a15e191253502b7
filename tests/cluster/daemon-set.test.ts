import { describe, expect, test } from 'vitest';
import { get, list } from '../../src/cluster/index.ts';
import type { DaemonSet, Pod } from '../../src/objects/index.ts';
import { isReady, isTerminating } from '../../src/objects/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

/** A DaemonSet called agent, with whatever else its spec is to say. */
function agent(more = ''): string {
  return `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  ${more}
  template:
    metadata: {labels: {app: agent}}
    spec: {terminationGracePeriodSeconds: 5, containers: [{name: agent, image: 'agent:1'}]}
`;
}

function pods({ cluster }: World): readonly Pod[] {
  return list<Pod>(cluster, 'Pod', 'default').filter((pod) => !isTerminating(pod));
}

function status({ cluster }: World): DaemonSet['status'] {
  return get<DaemonSet>(cluster, 'DaemonSet/default/agent')?.status;
}

function images(w: World): readonly string[] {
  return [...new Set(pods(w).map(({ spec }) => spec.containers[0]?.image ?? ''))].sort();
}

test('every node has one pod, meant for it by its name', () => {
  const w = world().apply(agent()).rest();
  const meant = pods(w).map(
    ({ spec }) =>
      spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms[0]?.matchFields,
  );
  expect(meant.flat().map((field) => field?.values?.join())).toHaveLength(3);
  expect(new Set(pods(w).map(({ spec }) => spec.nodeName)).size).toBe(3);
  expect(status(w)).toMatchObject({ desiredNumberScheduled: 3, numberReady: 3, numberAvailable: 3 });
  w.expectDone('daemonset', `creates ${pods(w)[0]?.metadata.name}`);
});

test('a deleted pod is replaced when it has stopped', () => {
  const w = world().apply(agent()).rest();
  w.act(`kubectl delete pod ${pods(w)[0]?.metadata.name}`).run('100ms');
  expect(pods(w)).toHaveLength(2);
  w.rest();
  expect(pods(w)).toHaveLength(3);
});

describe('an update', () => {
  test('takes one node after the other, and says for which pod it waits', () => {
    let fewest = Infinity;
    let isOn = false;
    const w: World = world({
      each: () => {
        if (isOn) fewest = Math.min(fewest, pods(w).filter(isReady).length);
      },
    });
    w.apply(agent()).rest();
    isOn = true;
    w.act('kubectl set image ds/agent agent=agent:2').run('2500ms');
    const next = pods(w).find(({ spec }) => spec.containers[0]?.image === 'agent:2');
    w.expectWait('daemonset', `${next?.metadata.name} is not available yet`, 'default/agent').rest();
    expect([fewest, images(w)]).toEqual([2, ['agent:2']]);
  });

  test('with a surge puts the new pod beside the old one', () => {
    let most = 0;
    const w: World = world({ each: () => (most = Math.max(most, pods(w).length)) });
    w.apply(agent('updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}')).rest();
    w.act('kubectl set image ds/agent agent=agent:2').rest();
    expect([most, pods(w).length, images(w)]).toEqual([4, 3, ['agent:2']]);
  });

  test('with OnDelete waits for the pods to be deleted', () => {
    const w = world().apply(agent('updateStrategy: {type: OnDelete}')).rest();
    w.act('kubectl set image ds/agent agent=agent:2').rest();
    expect(images(w)).toEqual(['agent:1']);
    w.act(`kubectl delete pod ${pods(w)[0]?.metadata.name}`).rest();
    expect(images(w)).toEqual(['agent:1', 'agent:2']);
    w.refuses('kubectl rollout status ds/agent', 'rollout status is only available for RollingUpdate strategy type');
  });

  test('undone takes the old revision up again, under a new number', () => {
    const w = world().apply(agent()).rest().act('kubectl set image ds/agent agent=agent:2').rest();
    w.act('kubectl rollout undo ds/agent').rest();
    expect(images(w)).toEqual(['agent:1']);
    w.act('kubectl rollout history ds/agent');
    expect(w.printed.out).toBe('daemonset.apps/agent \nREVISION  CHANGE-CAUSE\n2         <none>\n3         <none>\n\n');
  });
});

test('a node selector that no longer fits takes the pods away', () => {
  const w = world().apply(agent()).rest().act('kubectl label node node-2 disk=ssd');
  w.act(`kubectl patch ds agent -p '{"spec":{"template":{"spec":{"nodeSelector":{"disk":"ssd"}}}}}'`).rest();
  expect(pods(w).map(({ spec }) => spec.nodeName)).toEqual(['node-2']);
  w.act('kubectl label node node-3 disk=ssd').rest();
  expect(pods(w)).toHaveLength(2);
});

test('deleting it takes its pods and revisions along', () => {
  const w = world().apply(agent()).rest().act('kubectl delete ds agent').rest();
  w.expectPods('none');
  expect(list(w.cluster, 'ControllerRevision', 'default')).toHaveLength(0);
});
