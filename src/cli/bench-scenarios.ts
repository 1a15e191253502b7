import { readFileSync } from 'node:fs';
import type { Millis, StatefulSet } from '../objects/index.ts';
import type { Act, Sandbox, Settings } from '../sandbox/index.ts';
import { defaultSettings, list, machines, openSandbox } from '../sandbox/index.ts';

/** What is measured of one run. */
export interface Figures {
  readonly pods: number;
  readonly wallMs: Millis;
  readonly podsPerSecond: number;
  /** Virtual time for each unit of wall time. */
  readonly simulatedPerWall: number;
  readonly ticks: number;
  /** Without the time that the command itself took. */
  readonly msPerTick: number;
  readonly peakHeapMB: number;
}

/** One benchmark: what is timed, for how many pods unless asked otherwise. */
export interface Scenario {
  readonly says: string;
  readonly pods: readonly number[];
  run(pods: number): Figures;
}

const podsInSetMax = 1000;
// Far beyond what the slowest scenario takes: who gets there hangs.
const hourMs = 3_600_000;
const longestMs = 1_000 * hourMs;
const seed = 1;
// So many runs make a few thousand ticks: the engine that runs us has then seen enough.
const warmUps = 200;

/** THE TABLE of benchmarks, in the words of the command's help. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  parallel: {
    says: 'N pods with one provisioned claim each, in sets of at most 1,000 (Parallel), on N/30 nodes: from apply to all Ready',
    pods: [10, 100, 1000, 5000],
    run: (pods) => timed(pods, cluster(pods, Math.max(3, Math.ceil(pods / 30))), sets(pods, 'Parallel')),
  },
  ordered: {
    says: 'one OrderedReady set of N',
    pods: [10, 100, 1000],
    run: (pods) => timed(pods, cluster(pods, Math.max(3, Math.ceil(pods / 30))), set('bench', pods, 'OrderedReady')),
  },
  rollout: {
    says: 'a new image for one set of N, one pod at a time, to completion',
    pods: [10, 100, 1000],
    run: timedRollout,
  },
  rest: {
    says: 'N pods with probes on N/10 nodes with heartbeats: one hour at rest',
    pods: [100, 1000, 5000],
    run: timedRest,
  },
  command: {
    says: '`kubectl get pods -o wide` and `kubectl describe pods` over N pods',
    pods: [100, 1000],
    run: timedCommands,
  },
  kubia: {
    says: 'inputs/kubia.yaml to Ready, after warm-up',
    pods: [2],
    run: (pods) => {
      for (let warm = 0; warm < warmUps; warm += 1) timed(pods, {}, kubia());
      return timed(pods, {}, kubia());
    },
  },
  limit: {
    says: '150,000 pods on 5,000 nodes, in sets of 1,000',
    pods: [150_000],
    run: (pods) => timed(pods, cluster(pods, Math.ceil(pods / 30)), sets(pods, 'Parallel')),
  },
};

function kubia(): string {
  return readFileSync(new URL('../../tests/inputs/kubia.yaml', import.meta.url), 'utf8');
}

/** The default settings, jitter and all, with room for so many pods. */
function cluster(pods: number, nodes: number): Partial<Settings> {
  const { limits } = defaultSettings;
  const log = Math.max(limits.log, pods * 100);
  return {
    nodes: machines(nodes),
    limits: { ...limits, pods: Math.max(limits.pods, pods), log, ticksHere: Math.max(limits.ticksHere, pods * 20) },
  };
}

function sets(pods: number, policy: string, probe?: string): string {
  const count = Math.ceil(pods / podsInSetMax);
  const size = (index: number): number => Math.min(podsInSetMax, pods - index * podsInSetMax);
  return Array.from({ length: count }, (_, index) => set(`bench-${index + 1}`, size(index), policy, probe)).join(
    '---\n',
  );
}

const readiness = 'readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 5}';

function set(name: string, replicas: number, policy: string, probe = ''): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  serviceName: ${name}
  replicas: ${replicas}
  podManagementPolicy: ${policy}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - name: kubia
        image: luksa/kubia-pet
        volumeMounts: [{name: data, mountPath: /var/data}]
        ${probe}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
`;
}

/** Applies the manifest as a page would and lets time pass until everything is Ready. */
function timed(pods: number, settings: Partial<Settings>, manifest: string): Figures {
  const sandbox = openSandbox({ format: 1, start: { settings }, seed, acts: [] });
  return until(isReady, sandbox, pods, { line: 'kubectl apply -f bench.yaml', files: { 'bench.yaml': manifest } });
}

/** Brings the set up first, which is not timed, and then gives it a new image. */
function timedRollout(pods: number): Figures {
  const settings = cluster(pods, Math.max(3, Math.ceil(pods / 30)));
  const sandbox = openSandbox({ format: 1, start: { settings }, seed, acts: [] });
  const manifest = set('bench', pods, 'Parallel');
  until(isReady, sandbox, pods, { line: 'kubectl apply -f bench.yaml', files: { 'bench.yaml': manifest } });
  return until(isRolledOut, sandbox, pods, { line: 'kubectl set image sts/bench kubia=luksa/kubia-pet:v2' });
}

/** Brings the pods up first, which is not timed, and then lets an hour pass. */
function timedRest(pods: number): Figures {
  const settings = cluster(pods, Math.max(3, Math.ceil(pods / 10)));
  const sandbox = openSandbox({ format: 1, start: { settings }, seed, acts: [] });
  const manifest = sets(pods, 'Parallel', readiness);
  until(isReady, sandbox, pods, { line: 'kubectl apply -f bench.yaml', files: { 'bench.yaml': manifest } });
  const end = sandbox.now + hourMs;
  return measured(sandbox, pods, (ticked) => {
    sandbox.seek(end, () => ticked() > 0);
    return undefined;
  });
}

/** Brings the pods up first, which is not timed, and then asks for all of them. */
function timedCommands(pods: number): Figures {
  const settings = cluster(pods, Math.max(3, Math.ceil(pods / 30)));
  const sandbox = openSandbox({ format: 1, start: { settings }, seed, acts: [] });
  const manifest = sets(pods, 'Parallel');
  until(isReady, sandbox, pods, { line: 'kubectl apply -f bench.yaml', files: { 'bench.yaml': manifest } });
  return measured(sandbox, pods, () => {
    type(sandbox, { line: 'kubectl get pods -o wide' });
    type(sandbox, { line: 'kubectl describe pods' });
    return undefined;
  });
}

/** Acts, and lets time pass until it is over. */
function until(isOver: (sandbox: Sandbox) => boolean, sandbox: Sandbox, pods: number, act: Act): Figures {
  return measured(sandbox, pods, (ticked) => {
    type(sandbox, act);
    const began = performance.now();
    const isLate = sandbox.seek(longestMs, () => ticked() % lookEvery(pods) !== 0 || !isOver(sandbox));
    if (isLate) throw new Error(`The benchmark never came to its end with ${pods} pods.`);
    return began;
  });
}

function type(sandbox: Sandbox, act: Act): void {
  const { code, err } = sandbox.act(act);
  if (code !== 0) throw new Error(err);
}

/** Times the work, which says after each tick that there was one and learns how many there were; it may answer when time began to pass. */
function measured(sandbox: Sandbox, pods: number, work: (ticked: () => number) => Millis | undefined): Figures {
  const [began, from] = [performance.now(), sandbox.now];
  const heap = heapWatch();
  let ticks = 0;
  const ticked = (): number => {
    ticks += 1;
    heap.look(ticks);
    return ticks;
  };
  const passing = work(ticked) ?? began;
  const ended = performance.now();
  const wallMs = ended - began;
  return {
    pods,
    wallMs: rounded(wallMs),
    podsPerSecond: rounded((pods / wallMs) * 1000),
    simulatedPerWall: rounded((sandbox.now - from) / wallMs),
    ticks,
    msPerTick: ticks === 0 ? 0 : rounded((ended - passing) / ticks),
    peakHeapMB: rounded(heap.peakMB()),
  };
}

function rounded(figure: number): number {
  return Number(figure.toPrecision(4));
}

/** Whether all is Ready is asked rarely enough not to be what is measured. */
function lookEvery(pods: number): number {
  return Math.max(1, Math.min(100, Math.floor(pods / 10)));
}

function isReady(sandbox: Sandbox): boolean {
  const sets = list<StatefulSet>(sandbox.cluster, 'StatefulSet');
  return sets.every(({ spec, status }) => (status?.readyReplicas ?? 0) === spec.replicas);
}

function isRolledOut(sandbox: Sandbox): boolean {
  const sets = list<StatefulSet>(sandbox.cluster, 'StatefulSet');
  return sets.every(
    ({ metadata, spec, status }) =>
      status?.observedGeneration === metadata.generation &&
      status?.updatedReplicas === spec.replicas &&
      status.readyReplicas === spec.replicas,
  );
}

/** Looks at the heap now and then; what has not been collected yet counts too. */
function heapWatch(): { look: (tick: number) => void; peakMB: () => number } {
  let peak = 0;
  const look = (tick: number): void => {
    if (tick % 500 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
  };
  return { look, peakMB: () => Math.max(peak, process.memoryUsage().heapUsed) / 2 ** 20 };
}
