/**
 * What is written to a claim that still exists is never lost, and nobody reads from a foreign one: stories of writes, deletions, sizes and
 * machines that are drawn from their seed. `DATA=1234 npm test data-survives` plays the one of that seed alone.
 */
import { expect, test } from 'vitest';
import { chanceOf } from '../src/cli/storm-chance.ts';
import type { Chance } from '../src/cli/storm-chance.ts';
import { get } from '../src/cluster/index.ts';
import { clientPod, exchanged, requestOf } from './cluster/asking.ts';
import type { World } from './world.ts';
import { world } from './world.ts';

const stories = 200;
const seeds = process.env['DATA']
  ? [Number(process.env['DATA'])]
  : Array.from({ length: stories }, (_, seed) => seed + 1);

const pets = `apiVersion: v1
kind: Service
metadata: {name: kubia}
spec: {clusterIP: None, selector: {app: kubia}, ports: [{port: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: front}
spec: {selector: {app: kubia}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: kubia}
spec:
  serviceName: kubia
  replicas: 3
  podManagementPolicy: Parallel
  selector: {matchLabels: {app: kubia}}
  template:
    metadata: {labels: {app: kubia}}
    spec:
      terminationGracePeriodSeconds: 5
      containers: [{name: kubia, image: luksa/kubia-pet, volumeMounts: [{name: data, mountPath: /var/data}]}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
`;

const replicasMax = 4;
const nothing = 'No data posted yet';

/** What each pod's claim may hold: one text where the last write was confirmed, more where nobody knows whether it was written. */
type Held = Record<string, Set<string>>;

interface Story {
  readonly w: World;
  readonly chance: Chance;
  readonly held: Held;
  written: number;
}

function names(): readonly string[] {
  return Array.from({ length: replicasMax }, (_, ordinal) => `kubia-${ordinal}`);
}

function write({ w, held }: Story, host: string, name: string | undefined, body: string): void {
  const { told } = exchanged(w, requestOf(`POST ${host} ${body}`, { limitMs: 2000 }));
  if (told.kind === 'reply') {
    const stored = /^Data stored on pod (\S+)/.exec(told.reply.body)?.[1] ?? '';
    expect(stored).toBe(name ?? stored);
    held[stored] = new Set([body]);
    return;
  }
  const isUnsure = told.kind === 'failed' && (told.problem === 'timedOut' || told.problem === 'reset');
  for (const each of name === undefined ? names() : [name]) if (isUnsure) held[each]?.add(body);
}

const acts: Readonly<Record<string, (story: Story) => void>> = {
  direct: (story) => {
    const name = story.chance.pick(names());
    write(story, `http://${name}.kubia:8080/`, name, `${name}-${++story.written}`);
  },
  through: (story) => write(story, 'http://front/', undefined, `front-${++story.written}`),
  remove: ({ w, chance }) => {
    const pod = chance.pick(names());
    if (get(w.cluster, `Pod/default/${pod}`)) w.act(`kubectl delete pod ${pod} --wait=false`);
  },
  size: ({ w, chance }) => void w.act(`kubectl scale sts/kubia --replicas=${chance.below(replicasMax + 1)}`),
  cordon: ({ w, chance }) => void w.act(`kubectl ${chance.pick(['cordon', 'uncordon'])} ${chance.pick(machines)}`),
  crash: ({ w, chance }) => void w.breaks(`pod/default/${chance.pick(names())}`, 'crash'),
  unready: ({ w, chance }) => {
    const target = `pod/default/${chance.pick(names())}`;
    w.breaks(target, 'readiness').run('15s').heals(target, 'readiness');
  },
  power: ({ w, chance }) => {
    const node = `node/${chance.pick(machines)}`;
    w.breaks(node, chance.pick(['power', 'network', 'freeze'])).run(`${chance.below(90)}s`);
    for (const what of w.cluster.state.faults[node] ?? []) w.heals(node, what);
    w.run('30s');
  },
  forget: ({ w, chance, held }) => {
    const pod = chance.pick(names());
    if (get(w.cluster, `Pod/default/${pod}`) || !get(w.cluster, `PersistentVolumeClaim/default/data-${pod}`)) return;
    w.act(`kubectl delete pvc data-${pod} --wait=false`).run('10s');
    held[pod] = new Set([nothing]);
  },
};

const machines = ['node-1', 'node-2', 'node-3'];
const writes = ['direct', 'through', 'direct', 'through'];

function play(seed: number): void {
  const w = world({ seed }).apply(pets).apply(clientPod).rest();
  const held: Held = Object.fromEntries(names().map((name) => [name, new Set([nothing])]));
  const story: Story = { w, chance: chanceOf(seed), held, written: 0 };
  const { chance } = story;
  for (let count = 6 + chance.below(8); count > 0; count--) {
    const act = chance.below(2) === 0 ? chance.pick(writes) : chance.pick(Object.keys(acts));
    acts[act]?.(story);
    w.run(`${chance.below(6000)}ms`);
  }
  for (const node of machines) w.act(`kubectl uncordon ${node}`);
  w.act(`kubectl scale sts/kubia --replicas=${replicasMax}`).rest();
  for (const name of names()) {
    const { told } = exchanged(w, requestOf(`GET http://${name}.kubia:8080/`));
    const data =
      told.kind === 'reply' ? /Data stored on this pod: (.*)/.exec(told.reply.body)?.[1] : JSON.stringify(told);
    expect([...(held[name] ?? [])], `${name} in the story DATA=${seed}`).toContain(data);
  }
}

for (const seed of seeds) test(`what is written stays: story ${seed}`, () => play(seed));
