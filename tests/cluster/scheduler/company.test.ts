import { describe, expect, test } from 'vitest';
import { world } from '../../world.ts';
import type { World } from '../../world.ts';
import { decision, expectRefused, machine, nodeOf, pod, tail } from './pods.ts';

const four = [
  machine('node-1', 'zone-a'),
  machine('node-2', 'zone-a'),
  machine('node-3', 'zone-b'),
  machine('node-4', 'zone-b'),
];

function fourNodes(): World {
  return world({ settings: { nodes: four } });
}

function zoneOf(w: World, name: string): string | undefined {
  return four.find((node) => node.name === nodeOf(w, name))?.labels['topology.kubernetes.io/zone'];
}

const zone = 'topology.kubernetes.io/zone';
const host = 'kubernetes.io/hostname';
const app = (name: string): string => `labelSelector: {matchLabels: {app: ${name}}}`;
const required = (kind: string, key: string, more: string): string =>
  `affinity: {${kind}: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ${key}, ${more}}]}}`;
const preferred = (kind: string, key: string, more: string): string =>
  `affinity: {${kind}: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, podAffinityTerm: {topologyKey: ${key}, ${more}}}]}}`;

describe('PodTopologySpread', () => {
  const spread = (more = '', key = zone): string =>
    `topologySpreadConstraints: [{maxSkew: 1, topologyKey: ${key}, whenUnsatisfiable: DoNotSchedule, ${app('web')}${more}}]`;

  test('no domain has more than maxSkew pods more than the emptiest', () => {
    const w = fourNodes().act('kubectl cordon node-3').act('kubectl cordon node-4');
    w.apply(pod('one', spread())).apply(pod('two', spread())).rest();
    expect(zoneOf(w, 'one')).toBe('zone-a');
    expectRefused(
      w,
      'two',
      `0/4 nodes are available: 2 node(s) didn't match pod topology spread constraints, 2 node(s) were unschedulable. ${tail(4, 2)}`,
    );
    w.act('kubectl uncordon node-3').rest();
    expect(zoneOf(w, 'two')).toBe('zone-b');
    w.apply(pod('three', spread())).apply(pod('four', spread())).rest();
    expect(zoneOf(w, 'three')).not.toBe(zoneOf(w, 'four'));
  });

  test('a pod that goes makes room for one that waits', () => {
    const w = fourNodes().act('kubectl cordon node-3').act('kubectl cordon node-4');
    w.apply(pod('one', spread())).apply(pod('two', spread())).rest().act('kubectl delete pod one').rest();
    w.expectPods('two Ready');
  });

  test('a node without the label is no domain', () => {
    const w = fourNodes()
      .apply(pod('one', spread('', 'rack')))
      .rest();
    const text = "4 node(s) didn't match pod topology spread constraints (missing required label)";
    expectRefused(w, 'one', `0/4 nodes are available: ${text}. ${tail(4, 4)}`);
    w.act('kubectl label node node-2 rack=r1').rest();
    expect(nodeOf(w, 'one')).toBe('node-2');
  });

  test('minDomains: with fewer domains the emptiest counts as empty', () => {
    const w = fourNodes()
      .apply(pod('one', spread(', minDomains: 3')))
      .apply(pod('two', spread(', minDomains: 3')));
    w.apply(pod('three', spread(', minDomains: 3'))).rest();
    w.expectPods('one Ready, three Pending, two Ready');
  });

  test('nodes that the pod cannot use do not count, unless it says so; taints count only if it says so', () => {
    const only = 'nodeSelector: {disk: ssd}';
    const nodes = [machine('node-1', 'zone-a', { disk: 'ssd' }), machine('node-2', 'zone-b')];
    const w = world({ settings: { nodes } });
    w.apply(pod('one', `${only}, ${spread()}`))
      .apply(pod('two', `${only}, ${spread()}`))
      .rest();
    w.expectPods('one Ready, two Ready');
    w.apply(pod('three', `${only}, ${spread(', nodeAffinityPolicy: Ignore')}`)).rest();
    w.expectPods('one Ready, three Pending, two Ready');
    w.act('kubectl taint node node-2 a=b:NoSchedule');
    w.apply(pod('four', spread()))
      .apply(pod('five', spread(', nodeTaintsPolicy: Honor')))
      .rest();
    w.expectPods('five Ready, four Pending, one Ready, three Pending, two Ready');
  });

  test('matchLabelKeys counts only pods with the same value', () => {
    const w = world({ settings: { nodes: [machine('node-1', 'zone-a'), machine('node-2', 'zone-b')] } });
    w.act('kubectl cordon node-2');
    const own = spread(', matchLabelKeys: [version]');
    w.apply(pod('one', own, 'app: web, version: v1'))
      .apply(pod('two', own, 'app: web, version: v2'))
      .rest();
    w.expectPods('one Ready, two Ready');
  });

  test('ScheduleAnyway is a wish: the emptier zone wins, and a full one will do', () => {
    const wish = `topologySpreadConstraints: [{maxSkew: 1, topologyKey: ${zone}, whenUnsatisfiable: ScheduleAnyway, ${app('web')}}]`;
    const w = fourNodes();
    for (const name of ['one', 'two', 'three', 'four']) w.apply(pod(name, wish));
    w.rest();
    const zones = ['one', 'two', 'three', 'four'].map((name) => zoneOf(w, name));
    expect(zones.filter((each) => each === 'zone-a')).toHaveLength(2);
    w.act('kubectl cordon node-1').act('kubectl cordon node-2').apply(pod('five', wish)).apply(pod('six', wish)).rest();
    expect([zoneOf(w, 'five'), zoneOf(w, 'six')]).toEqual(['zone-b', 'zone-b']);
  });

  test('pods of one Service are spread without asking for it, those of none are not', () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}';
    const w = fourNodes().apply(service);
    for (const name of ['one', 'two', 'three', 'four']) w.apply(pod(name));
    w.rest();
    expect(new Set(['one', 'two', 'three', 'four'].map((name) => nodeOf(w, name))).size).toBe(4);
    expect(decision(w, 'four')).toContain('and its zone have the fewest pods of its kind');
  });
});

describe('InterPodAffinity', () => {
  test('a pod that requires company waits for it, and goes to its zone', () => {
    const w = fourNodes()
      .apply(pod('shop', required('podAffinity', zone, app('store')), 'app: shop'))
      .rest();
    expectRefused(w, 'shop', `0/4 nodes are available: 4 node(s) didn't match pod affinity rules. ${tail(4, 4)}`);
    w.apply(pod('store', 'nodeSelector: {kubernetes.io/hostname: node-3}', 'app: store')).rest();
    expect(zoneOf(w, 'shop')).toBe('zone-b');
  });

  test('the first pod of a group that requires its own company goes anywhere, the others follow', () => {
    const together = required('podAffinity', host, app('web'));
    const w = fourNodes().apply(pod('one', together)).apply(pod('two', together)).apply(pod('three', together)).rest();
    expect([nodeOf(w, 'two'), nodeOf(w, 'three')]).toEqual([nodeOf(w, 'one'), nodeOf(w, 'one')]);
  });

  test('pods that will not be together lie apart, and one too many waits', () => {
    const apart = required('podAntiAffinity', zone, app('web'));
    const w = fourNodes().apply(pod('one', apart)).apply(pod('two', apart)).apply(pod('three', apart)).rest();
    expect(zoneOf(w, 'one')).not.toBe(zoneOf(w, 'two'));
    expectRefused(w, 'three', `0/4 nodes are available: 4 node(s) didn't match pod anti-affinity rules. ${tail(4, 0)}`);
    w.act('kubectl delete pod one').rest().expectPods('three Ready, two Ready');
  });

  test('a pod that is there keeps others away that have nothing against it', () => {
    const w = fourNodes()
      .apply(pod('loner', required('podAntiAffinity', zone, app('web')), 'app: loner'))
      .rest();
    const there = `nodeSelector: {${zone}: ${zoneOf(w, 'loner')}}`;
    w.apply(pod('one', there)).rest();
    expectRefused(
      w,
      'one',
      `0/4 nodes are available: 2 node(s) didn't match Pod's node affinity/selector, 2 node(s) didn't satisfy existing pods anti-affinity rules. ${tail(4, 2)}`,
    );
    w.act('kubectl delete pod loner').rest().expectPods('one Ready');
  });

  test('a term speaks of its own namespace, of others by name, or by their labels', () => {
    const w = fourNodes().act('kubectl create namespace other').act('kubectl label namespace other team=a');
    w.act('kubectl apply -n other -f store.yaml', {
      'store.yaml': pod('store', 'nodeSelector: {kubernetes.io/hostname: node-2}', 'app: store'),
    }).rest();
    const near = (more: string): string => required('podAffinity', host, `${app('store')}${more}`);
    w.apply(pod('own', near(''))).apply(pod('named', near(', namespaces: [other]')));
    w.apply(pod('labelled', near(', namespaceSelector: {matchLabels: {team: a}}'))).rest();
    expect([nodeOf(w, 'own'), nodeOf(w, 'named'), nodeOf(w, 'labelled')]).toEqual([undefined, 'node-2', 'node-2']);
  });

  test('mismatchLabelKeys: pods of other tenants are kept away, those of the same are not', () => {
    const own = required(
      'podAntiAffinity',
      zone,
      'mismatchLabelKeys: [tenant], labelSelector: {matchExpressions: [{key: tenant, operator: Exists}]}',
    );
    const w = fourNodes()
      .apply(pod('a1', own, 'tenant: a'))
      .apply(pod('a2', own, 'tenant: a'))
      .rest();
    w.apply(pod('b1', own, 'tenant: b')).rest();
    const zones = new Set([zoneOf(w, 'a1'), zoneOf(w, 'a2')]);
    if (zones.size === 1) expect(zones).not.toContain(zoneOf(w, 'b1'));
    else expect(nodeOf(w, 'b1')).toBeUndefined();
  });

  test('preferred company draws a pod, preferred distance pushes it', () => {
    const w = fourNodes()
      .apply(pod('store', 'nodeSelector: {kubernetes.io/hostname: node-3}', 'app: store'))
      .rest();
    w.apply(pod('near', preferred('podAffinity', host, app('store')), 'app: near')).rest();
    w.apply(pod('far', preferred('podAntiAffinity', zone, app('store')), 'app: far')).rest();
    expect([nodeOf(w, 'near'), zoneOf(w, 'far')]).toEqual(['node-3', 'zone-a']);
    expect(decision(w, 'near')).toBe(
      'does: puts near on node-3 because of 4 nodes that can take it, node-3 has the company that it and the pods there prefer',
    );
  });

  test('what the pods there prefer counts as well', () => {
    const w = fourNodes();
    w.apply(pod('host', preferred('podAffinity', host, app('guest')), 'app: host')).rest();
    w.apply(pod('guest', '', 'app: guest')).rest();
    expect(nodeOf(w, 'guest')).toBe(nodeOf(w, 'host'));
  });
});
