import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complete } from '../../src/kubectl/index.ts';
import { openTerminal } from './player.ts';

const terminal = openTerminal();
terminal.files['kubia.yaml'] = readFileSync(join(import.meta.dirname, '../inputs/kubia.yaml'), 'utf8');
terminal.type('kubectl apply -f kubia.yaml');
terminal.rest(10_000);

test.each([
  ['kub', ['kubectl']],
  ['kubectl s', ['scale', 'set']],
  ['kubectl rollout s', ['status']],
  [
    'kubectl rollout status s',
    [
      'sc',
      'secret',
      'secrets',
      'service',
      'services',
      'statefulset',
      'statefulsets',
      'storageclass',
      'storageclasses',
      'sts',
      'svc',
    ],
  ],
  ['kubectl get st', ['statefulset', 'statefulsets', 'storageclass', 'storageclasses', 'sts']],
  ['kubectl get pods ', ['kubia-0', 'kubia-1']],
  ['kubectl delete pod kubia-0 ', ['kubia-1']],
  ['kubectl scale sts/', ['sts/kubia']],
  ['kubectl get pods -o ', ['custom-columns=', 'json', 'jsonpath=', 'name', 'wide', 'yaml']],
  ['kubectl delete sts kubia --cascade=o', ['--cascade=orphan']],
  ['kubectl scale --rep', ['--replicas=']],
  ['kubectl get pods -n kube-s', ['kube-system']],
  ['kubectl exec -it k', ['kubia-0', 'kubia-1']],
  ['kubectl logs kubia-0 -c ', ['kubia']],
  ['kubectl port-forward sts/', ['sts/kubia']],
  ['kubectl cp kubia-0', ['kubia-0:']],
  ['kubectl exec kubia-0 -- l', []],
  ['ls ', []],
])('%s can go on with %s', (line, words) => {
  expect(complete(terminal.cluster, line)).toEqual(words);
});
