import type { Labels, Millis } from '../objects/index.ts';

/** A machine of the cluster as the settings name it. */
export interface NodeSettings {
  readonly name: string;
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
  readonly labels: Labels;
}

/** A StorageClass of the cluster as the settings name it. */
export interface StorageClassSettings {
  readonly name: string;
  readonly provisioner: string;
  readonly reclaimPolicy: 'Delete' | 'Retain';
  readonly volumeBindingMode: 'Immediate' | 'WaitForFirstConsumer';
  readonly isDefault: boolean;
  readonly allowVolumeExpansion?: boolean;
}

/** How long things take, before `jitter` (a share of each, drawn from chance). */
export interface Durations {
  readonly pull: Millis;
  readonly pullAgain: Millis;
  readonly start: Millis;
  readonly ready: Millis;
  readonly stop: Millis;
  /** From the stop of the containers to the end of the pod object. */
  readonly remove: Millis;
  /** Until a kubelet notices that a container has ended. */
  readonly relist: Millis;
  /** A disk is connected to a machine, or taken from it. */
  readonly attach: Millis;
  readonly provision: Millis;
  readonly boot: Millis;
  /** One leg of a message; in a real cluster it takes less than a thousandth of that, and nobody could see it. */
  readonly hop: Millis;
  readonly controller: Millis;
  readonly jitter: number;
}

/** What is said of an image, by its name, its repository or the last part of that; it goes before what the words in the name say. */
export interface ImageSettings {
  /** It runs the program of this other image. */
  readonly runs?: string;
  readonly pull?: Millis;
  /** Its size in bytes. */
  readonly size?: number;
  readonly startUp?: Millis;
  /** What its program needs, such as `64Mi`; a lower limit kills it. */
  readonly memory?: string;
  /** It cannot be pulled. */
  readonly missing?: boolean;
  /** Pulling it takes ten times as long. */
  readonly slow?: boolean;
  /** Its program ends with exit code 1 soon after it has started. */
  readonly crash?: boolean;
  /** Its program runs, but a readiness probe never passes. */
  readonly unready?: boolean;
  /** Its program does not listen to SIGTERM: it uses up the grace period and is killed. */
  readonly slowterm?: boolean;
}

/** What may differ from one cluster to the next; plain data, part of a recording where it differs from the defaults. */
export interface Settings {
  readonly nodes: readonly NodeSettings[];
  /** The virtual zero as a date, RFC 3339. */
  readonly start: string;
  readonly storageClasses: readonly StorageClassSettings[];
  readonly durations: Durations;
  readonly leaseInterval: Millis;
  /** How often the node controller looks at all nodes, and for how long a node may be silent. */
  readonly nodeMonitorPeriod: Millis;
  readonly nodeMonitorGracePeriod: Millis;
  /** How long a pod that says nothing else stays on a node that is lost. */
  readonly tolerationSeconds: Millis;
  /** What becomes of the pods of a lost node: as in Kubernetes 1.36, or as in clusters before 1.13, which showed them as Unknown. */
  readonly era: 'current' | 'unknown-pods';
  readonly gates: Readonly<Record<string, boolean>>;
  readonly images: Readonly<Record<string, ImageSettings>>;
  /**
   * Does CoreDNS keep its answers? Not those about the cluster, as kubeadm sets it up since 1.32; `classic` is the older way: names that are
   * there 30 s, names that are not 5 s.
   */
  readonly dns: { readonly cache: 'none' | 'classic' };
  /** The addresses that load balancers have to give; with none a Service of that type stays pending. */
  readonly loadBalancerAddresses: readonly string[];
  /** Where the ingress controller listens. */
  readonly ingressAddress: string;
  /** Are pulls tried again, and containers that have ended started again? In recorded histories they are not. */
  readonly retries: boolean;
  readonly limits: {
    readonly pods: number;
    readonly log: number;
    readonly ticksHere: number;
    readonly acts: number;
    /** Steps that a command in a container may take without time passing; a real one would take about a second for them. */
    readonly commandSteps: number;
    /** The characters of a request's body. */
    readonly body: number;
  };
}

function node(number: number, zone: string): NodeSettings {
  const name = `node-${number}`;
  const labels = { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': zone };
  return { name, cpu: '4', memory: '8Gi', pods: 110, labels };
}

/** `count` machines like the default ones, over three zones. */
export function machines(count: number): readonly NodeSettings[] {
  return Array.from({ length: count }, (_, index) => node(index + 1, `zone-${'abc'[index % 3]}`));
}

/** The cluster that a learner finds. */
export const defaultSettings: Settings = {
  nodes: machines(3),
  start: '2026-01-01T00:00:00Z',
  storageClasses: [
    {
      name: 'standard',
      provisioner: 'ordinal.dev/disk',
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
      isDefault: true,
      allowVolumeExpansion: true,
    },
    {
      name: 'local',
      provisioner: 'ordinal.dev/local',
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      isDefault: false,
    },
    {
      name: 'nfs',
      provisioner: 'ordinal.dev/nfs',
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
      isDefault: false,
      allowVolumeExpansion: true,
    },
  ],
  durations: {
    pull: 2000,
    pullAgain: 0,
    start: 500,
    ready: 1000,
    stop: 1000,
    remove: 0,
    relist: 1000,
    attach: 1000,
    provision: 1000,
    boot: 20_000,
    hop: 100,
    controller: 20,
    jitter: 0.2,
  },
  leaseInterval: 10_000,
  nodeMonitorPeriod: 5_000,
  nodeMonitorGracePeriod: 50_000,
  tolerationSeconds: 300_000,
  era: 'current',
  gates: { MaxUnavailableStatefulSet: false },
  images: {},
  dns: { cache: 'none' },
  loadBalancerAddresses: [],
  ingressAddress: '192.168.0.80',
  retries: true,
  limits: { pods: 10_000, log: 200_000, ticksHere: 10_000, acts: 500, body: 2 ** 20, commandSteps: 10_000 },
};
