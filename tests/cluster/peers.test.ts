import { expect, test } from 'vitest';
import { world } from '../world.ts';
import type { World } from '../world.ts';
import { asks, clientPod } from './asking.ts';

function peersWorld(): World {
  return world().apply('peers.yaml').apply(clientPod).rest();
}

const domain = 'kubia.default.svc.cluster.local';

test('a pod that is asked gathers what all of its peers keep, whom it finds by SRV records', () => {
  const w = peersWorld();
  expect(asks(w, 'POST http://kubia-1.kubia:8080/ the sun is shining')).toBe('200 Data stored on pod kubia-1');
  expect(asks(w, 'GET http://kubia-2.kubia:8080/')).toBe(
    `200 You've hit kubia-2\nData stored in the cluster:\n- kubia-0.${domain}: No data posted yet\n- kubia-1.${domain}: the sun is shining\n- kubia-2.${domain}: No data posted yet`,
  );
  expect(asks(w, 'GET http://kubia-1.kubia:8080/data')).toBe('200 the sun is shining');
});

test('a peer that is not Ready is not found; one on a machine that is cut off does not answer, and the pod says so', () => {
  const w = peersWorld().breaks('pod/default/kubia-0', 'readiness').run('2s');
  expect(asks(w, 'GET http://kubia-2.kubia:8080/')).not.toContain('kubia-0');
  const node =
    (w.cluster.state.objects['Pod/default/kubia-1'] as { spec?: { nodeName?: string } }).spec?.nodeName ?? '';
  w.breaks(`node/${node}`, 'network');
  expect(asks(w, 'GET http://kubia-2.kubia:8080/')).toContain(`- kubia-1.${domain}: (no answer in time)`);
});

test('without its Service it finds nobody, and says what the resolver says', () => {
  const w = peersWorld().act('kubectl delete service kubia').run('1s');
  const address = (w.cluster.state.objects['Pod/default/kubia-0'] as { status?: { podIP?: string } }).status?.podIP;
  expect(asks(w, `GET http://${address}:8080/`)).toBe(
    `200 You've hit kubia-0\nData stored in the cluster:\nCould not look up DNS SRV records: Error: querySrv ENOTFOUND ${domain}`,
  );
});
