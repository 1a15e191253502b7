import type { Affinity, TopologySpreadConstraint } from './affinity.ts';
import { remembered } from './fill.ts';
import type { ApiObject, Labels, Meta } from './meta.ts';
import type { LifecycleHandler, Probe } from './probe.ts';

/** What a container may ask for and may use: `cpu`, `memory` … to a quantity such as `100m` or `64Mi`. */
export interface ResourceRequirements {
  readonly requests?: Labels;
  readonly limits?: Labels;
}

/** A variable of a container's environment: a text, or where it comes from. */
export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly configMapKeyRef?: KeyRef;
    readonly secretKeyRef?: KeyRef;
    readonly fieldRef?: { readonly fieldPath: string };
    readonly resourceFieldRef?: {
      readonly resource: string;
      readonly containerName?: string;
      readonly divisor?: string;
    };
  };
}

/** One key of a ConfigMap or a Secret. */
export interface KeyRef {
  readonly name?: string;
  readonly key: string;
  readonly optional?: boolean;
}

/** All keys of a ConfigMap or a Secret, as variables. */
export interface EnvFrom {
  readonly prefix?: string;
  readonly configMapRef?: { readonly name?: string; readonly optional?: boolean };
  readonly secretRef?: { readonly name?: string; readonly optional?: boolean };
}

/** A port of a container; with a `hostPort` it takes that port of its machine too. */
export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol?: string;
  readonly hostPort?: number;
  readonly hostIP?: string;
}

/** One container of a pod's spec; fields that are not simulated are kept beside these. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly EnvFrom[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly lifecycle?: { readonly postStart?: LifecycleHandler; readonly preStop?: LifecycleHandler };
  /** Of an init container: `Always` makes it run on beside the others. */
  readonly restartPolicy?: string;
  readonly ports?: readonly ContainerPort[];
  readonly resources?: ResourceRequirements;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly [field: string]: unknown;
}

/** One volume of a pod. */
export interface PodVolume {
  readonly name: string;
  readonly persistentVolumeClaim?: { readonly claimName: string; readonly readOnly?: boolean };
  readonly emptyDir?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** A taint's exception: the pod may be, or may stay for some seconds, on a node with a matching taint. */
export interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
}

/** What a pod is asked to be. */
export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly PodVolume[];
  readonly nodeName?: string;
  readonly nodeSelector?: Labels;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Affinity;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly schedulingGates?: readonly { readonly name: string }[];
  readonly schedulerName?: string;
  readonly priority?: number;
  readonly preemptionPolicy?: string;
  /** What all containers together ask for. */
  readonly resources?: ResourceRequirements;
  readonly overhead?: Labels;
  readonly hostname?: string;
  readonly subdomain?: string;
  readonly restartPolicy?: string;
  readonly terminationGracePeriodSeconds?: number;
  readonly [field: string]: unknown;
}

/** A template from which pods are made. */
export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Labels;
    readonly annotations?: Labels;
    readonly finalizers?: readonly string[];
  };
  readonly spec: PodSpec;
}

/** One condition of a status, as all kinds have them. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly lastProbeTime?: string | null;
  readonly lastHeartbeatTime?: string;
  readonly [field: string]: unknown;
}

/** Exactly one of the three is given. */
export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: { readonly startedAt?: string };
  readonly terminated?: {
    readonly exitCode: number;
    readonly signal?: number;
    readonly reason?: string;
    readonly message?: string;
    readonly startedAt?: string;
    readonly finishedAt?: string;
  };
}

/** What the kubelet last said of one container. */
export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly imageID: string;
  readonly ready: boolean;
  readonly started?: boolean;
  readonly restartCount: number;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

/** What became of a pod. */
export interface PodStatus {
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  /** The node that the scheduler has in mind while the pod's volumes are being bound. */
  readonly nominatedNodeName?: string;
  readonly podIP?: string;
  readonly podIPs?: readonly { readonly ip: string }[];
  readonly hostIP?: string;
  readonly hostIPs?: readonly { readonly ip: string }[];
  readonly startTime?: string;
  readonly qosClass?: string;
  readonly conditions?: readonly Condition[];
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
}

/** A pod: one or more containers that live and die on one node. */
export interface Pod extends ApiObject {
  readonly kind: 'Pod';
  readonly metadata: Meta;
  readonly spec: PodSpec;
  readonly status?: PodStatus;
}

/** The condition of this type in a status, if it is there. */
export function conditionOf(object: { readonly status?: unknown }, type: string): Condition | undefined {
  const conditions = (object.status as { conditions?: readonly Condition[] } | undefined)?.conditions;
  return conditions?.find((condition) => condition.type === type);
}

/** Is the Ready condition True? (pkg/api/v1/pod/util.go, IsPodReady) */
export function isReady(pod: Pod): boolean {
  return conditionOf(pod, 'Ready')?.status === 'True';
}

/** Phase Running and condition Ready (stateful_set_utils.go, isRunningAndReady). Terminating pods may still be so. */
export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isReady(pod);
}

/** Is the pod's phase Failed or Succeeded, so that it will never run again? */
export function hasEnded(pod: Pod): boolean {
  return pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded';
}

/** The names of the claims a pod mounts. */
export function claimNames({ spec: { volumes } }: Pod): readonly string[] {
  return volumes ? claimNamesIn(volumes) : [];
}

const claimNamesIn = remembered((volumes: readonly PodVolume[]): readonly string[] =>
  volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []),
);

/** Does this init container run on beside the others (a sidecar)? */
export function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always';
}
