import { expect } from 'vitest';
import { get, list } from '../src/cluster/index.ts';
import type { Claim, Pod } from '../src/objects/index.ts';
import { clientPod, exchanged, requestOf } from './cluster/asking.ts';
import { world } from './world.ts';
import type { World } from './world.ts';

/** What a claim may hold: what was written last for sure, and what may have come after that without an answer. */
interface Holding {
  readonly sure: string | undefined;
  readonly maybe: readonly string[];
}

/** One story while it is played. */
interface Play {
  readonly w: World;
  /** A number from 0 up to but not including `below`. */
  readonly draw: (below: number) => number;
  /** By the uid of the claim: a new claim of the same name is another one. */
  readonly held: Map<string, Holding>;
  readonly told: string[];
  texts: number;
}

const nothing = 'No data posted yet';

const manifest = `
apiVersion: v1
kind: Service
metadata: {name: kubia}
spec: {clusterIP: None, selector: {app: kubia}, ports: [{name: http, port: 80}]}
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
  podManagementPolicy: POLICY
  selector: {matchLabels: {app: kubia}}
  template:
    metadata: {labels: {app: kubia}}
    spec:
      containers:
      - name: kubia
        image: luksa/kubia-pet
        volumeMounts: [{name: data, mountPath: /var/data}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
`;

/** mulberry32: the same numbers for the same seed. */
function numbersOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** THE TABLE of what happens in a story; what stands here twice happens twice as often. */
const happenings: readonly ((play: Play) => void)[] = [
  (play) => post(play, 'front', 80),
  (play) => post(play, 'front', 80),
  (play) => post(play, `${somePod(play)}.kubia`, 8080),
  (play) => post(play, `${somePod(play)}.kubia`, 8080),
  (play) => type(play, `kubectl delete pod ${somePod(play)} --ignore-not-found --wait=false`),
  (play) => type(play, `kubectl scale sts kubia --replicas=${1 + play.draw(4)}`),
  moveAway,
  cutOff,
  forgetClaim,
  readAll,
];

const steps = 10;

/** Plays the story of a seed: writes, deletions, scaling and moves as they come, and a look at everything at the end. */
export function playDataStory(seed: number): readonly string[] {
  const draw = numbersOf(seed);
  const policy = draw(2) === 0 ? 'OrderedReady' : 'Parallel';
  const w = world({ seed }).apply(manifest.replace('POLICY', policy)).apply(clientPod).rest();
  const play: Play = { w, draw, held: new Map(), told: [`seed ${seed}, ${policy}`], texts: 0 };
  for (let step = 0; step < steps; step++) happenings[draw(happenings.length)]!(play);
  for (const node of ['node-1', 'node-2', 'node-3']) type(play, `kubectl uncordon ${node}`);
  type(play, 'kubectl scale sts kubia --replicas=4');
  w.rest();
  readAll(play);
  return play.told;
}

function type({ w, told }: Play, line: string): void {
  told.push(`${w.cluster.state.now} ms: ${line}`);
  w.act(line);
  w.run('2s');
}

function somePod({ draw }: Play): string {
  return `kubia-${draw(3)}`;
}

function claimOf({ w }: Play, pod: string): Claim | undefined {
  return get<Claim>(w.cluster, `PersistentVolumeClaim/default/data-${pod}`);
}

/** Somebody writes: an answer names the pod that keeps it; without one any pod may have it. */
function post(play: Play, host: string, port: number): void {
  const { w, told, held } = play;
  const text = `text ${++play.texts} for ${host}`;
  const before = new Map(list<Claim>(w.cluster, 'PersistentVolumeClaim').map((claim) => [claim.metadata.name, claim]));
  const { told: answer } = exchanged(w, requestOf(`POST http://${host}:${port}/ ${text}`, { limitMs: 4000 }));
  const pod = answer.kind === 'reply' ? /Data stored on pod (\S+)/.exec(answer.reply.body)?.[1] : undefined;
  told.push(`${w.cluster.state.now} ms: POST ${host} "${text}": ${pod ?? answer.kind}`);
  if (pod !== undefined) {
    held.set(before.get(`data-${pod}`)?.metadata.uid ?? '', { sure: text, maybe: [] });
    return;
  }
  for (const { metadata } of before.values()) {
    const { sure, maybe } = held.get(metadata.uid ?? '') ?? { sure: undefined, maybe: [] };
    held.set(metadata.uid ?? '', { sure, maybe: [...maybe, text] });
  }
}

function nodeOf({ w }: Play, pod: string): string | undefined {
  return get<Pod>(w.cluster, `Pod/default/${pod}`)?.spec.nodeName;
}

/** The pod's machine takes no more pods, and the pod goes: its successor comes up on another one, with the same disk. */
function moveAway(play: Play): void {
  const pod = somePod(play);
  const node = nodeOf(play, pod);
  if (node === undefined) return;
  for (const other of ['node-1', 'node-2', 'node-3']) type(play, `kubectl uncordon ${other}`);
  type(play, `kubectl cordon ${node}`);
  if (nodeOf(play, pod) !== undefined) type(play, `kubectl delete pod ${pod} --wait=false`);
}

/** A machine is cut off for a while; what is written meanwhile may get no answer. */
function cutOff(play: Play): void {
  const node = nodeOf(play, somePod(play));
  if (node === undefined || node === nodeOf(play, 'client')) return;
  play.told.push(`${play.w.cluster.state.now} ms: ${node} is cut off`);
  play.w.breaks(`node/${node}`, 'network').run('1s');
  post(play, 'front', 80);
  play.w.heals(`node/${node}`, 'network').run('5s');
}

/** A claim that nobody uses is deleted, and what it held with it. */
function forgetClaim(play: Play): void {
  type(play, 'kubectl scale sts kubia --replicas=2');
  play.w.rest();
  if (claimOf(play, 'kubia-3')) type(play, 'kubectl delete pvc data-kubia-3 --wait=false');
}

/** Every pod that is there answers with what its own claim holds, and with nothing else. */
function readAll(play: Play): void {
  const { w, held, told } = play;
  w.rest();
  for (const { metadata, status } of list<Pod>(w.cluster, 'Pod', 'default')) {
    if (!metadata.name.startsWith('kubia-') || status?.podIP === undefined) continue;
    const { told: answer } = exchanged(w, requestOf(`GET http://${status.podIP}:8080/`));
    const found = answer.kind === 'reply' ? /on this pod: (.*)/.exec(answer.reply.body)?.[1] : answer.kind;
    const { sure = nothing, maybe } = held.get(claimOf(play, metadata.name)?.metadata.uid ?? '') ?? { maybe: [] };
    told.push(`${w.cluster.state.now} ms: GET ${metadata.name}: ${found}`);
    expect([sure, ...maybe], `${metadata.name} after:\n${told.join('\n')}`).toContain(found);
  }
}
