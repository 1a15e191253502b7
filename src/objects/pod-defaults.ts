import { changeField, fill, isMissing, mapSame, remembered } from './fill.ts';
import type { Labels } from './meta.ts';
import type { Container, EnvVar, Pod, PodSpec, PodTemplate, PodVolume, Toleration } from './pod.ts';

/*
 * What the API server fills into pods: pkg/apis/core/v1/defaults.go (v1.36), and of the admission plug-ins
 * DefaultTolerationSeconds and Priority. Left out: service accounts and their token volume, volume sources outside
 * the kubelet's own (iSCSI, RBD, Azure …).
 */

type Fields = Readonly<Record<string, unknown>>;

/** Port 80 and path / are not guessed here: only what Kubernetes itself fills in. */
function defaultHandler(handler: Fields): Fields {
  const withHttp = changeField(handler, 'httpGet', (http) => fill(http as Fields, { path: '/', scheme: 'HTTP' }));
  return changeField(withHttp, 'grpc', (grpc) => fill(grpc as Fields, { service: '' }));
}

function defaultProbe(probe: unknown): Fields {
  const times = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
  return fill(defaultHandler(probe as Fields), times);
}

function defaultLifecycle(lifecycle: unknown): Fields {
  const withStart = changeField(lifecycle as Fields, 'postStart', (handler) => defaultHandler(handler as Fields));
  return changeField(withStart, 'preStop', (handler) => defaultHandler(handler as Fields));
}

function defaultEnv(variable: EnvVar): EnvVar {
  return changeField(variable, 'valueFrom', (source) =>
    changeField(source, 'fieldRef', (ref) => fill<typeof ref & { apiVersion?: string }>(ref, { apiVersion: 'v1' })),
  );
}

/** `Always` for the tag `latest`, given or meant; a digest is not a tag. */
function pullPolicy(image: string | undefined): 'Always' | 'IfNotPresent' {
  if (!image || image.includes('@')) return 'IfNotPresent';
  const tag = /:([^:/]*)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function defaultContainer(container: Container): Container {
  let filled = fill(container, {
    imagePullPolicy: pullPolicy(container.image),
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  filled = changeField(filled, 'ports', (ports) => mapSame(ports, (port) => fill(port, { protocol: 'TCP' })));
  filled = changeField(filled, 'env', (env) => mapSame(env, defaultEnv));
  filled = changeField(filled, 'lifecycle', defaultLifecycle);
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    filled = changeField(filled, probe, defaultProbe);
  }
  return filled;
}

const defaultContainers = remembered((containers: readonly Container[]) => mapSame(containers, defaultContainer));

/** On the host's network every container port is the host's port. */
const withHostPorts = remembered((containers: readonly Container[]) =>
  mapSame(containers, (container) =>
    changeField(container, 'ports', (ports) =>
      mapSame(ports, (port) => fill<typeof port & { hostPort?: number }>(port, { hostPort: port.containerPort })),
    ),
  ),
);

/** In pods, not in templates: who states only a limit requests as much. */
const withRequestsFromLimits = remembered((containers: readonly Container[]) =>
  mapSame(containers, (container) =>
    changeField(container, 'resources', (resources) => {
      if (!resources.limits) return resources;
      const requests: Labels = fill<Labels>(resources.requests ?? {}, resources.limits);
      return requests === resources.requests ? resources : { ...resources, requests };
    }),
  ),
);

const readableByAll = 0o644;

function defaultProjection(source: unknown): unknown {
  return changeField(source as Fields, 'serviceAccountToken', (token) =>
    fill(token as Fields, { expirationSeconds: 3600 }),
  );
}

function defaultVolume(volume: PodVolume): PodVolume {
  const sources = Object.keys(volume).filter((key) => key !== 'name' && !isMissing(volume[key]));
  if (sources.length === 0) return { ...volume, emptyDir: {} };
  if (volume.persistentVolumeClaim) return volume;
  let filled = changeField(volume, 'hostPath', (path) => fill(path as Fields, { type: '' }));
  for (const source of ['configMap', 'secret', 'downwardAPI', 'projected']) {
    filled = changeField(filled, source, (files) => fill(files as Fields, { defaultMode: readableByAll }));
  }
  return changeField(filled, 'projected', (projected) =>
    changeField(projected as Fields, 'sources', (list) => mapSame(list as readonly unknown[], defaultProjection)),
  );
}

/** What pods and templates alike are given. */
export function defaultPodSpec(spec: PodSpec): PodSpec {
  let filled = fill(spec, {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  });
  for (const list of ['containers', 'initContainers'] as const) {
    filled = changeField(filled, list, defaultContainers);
    if (filled.hostNetwork) filled = changeField(filled, list, withHostPorts);
  }
  return changeField(filled, 'volumes', (volumes) => mapSame(volumes, defaultVolume));
}

/** A template with everything that its author left out. */
export const defaultTemplate = remembered((template: PodTemplate): PodTemplate => {
  const filled = fill(template, { metadata: {}, spec: {} as PodSpec });
  return changeField(filled, 'spec', defaultPodSpec);
});

const evictionSeconds = 300;
const bothTaints = staysFor(evictionSeconds);

function staysFor(tolerationSeconds: number): readonly Toleration[] {
  const keys = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
  return keys.map((key) => ({ effect: 'NoExecute', key, operator: 'Exists', tolerationSeconds }));
}

function tolerates(tolerations: readonly Toleration[], taint: Toleration): boolean {
  return tolerations.some(({ key, effect }) => (!key || key === taint.key) && (!effect || effect === 'NoExecute'));
}

/** Every pod stays 300 s on a node that was lost, unless it says otherwise (admission, DefaultTolerationSeconds). */
function withTolerations(tolerations: readonly Toleration[], both = bothTaints): readonly Toleration[] {
  const missing = both.filter((taint) => !tolerates(tolerations, taint));
  return missing.length === 0 ? tolerations : [...tolerations, ...missing];
}

/** The pod with other seconds than usual, in a cluster that gives others to those who say nothing. */
export function stayingFor(pod: Pod, seconds: number): Pod {
  if (seconds === evictionSeconds) return pod;
  const tolerations = withTolerations(pod.spec.tolerations ?? [], staysFor(seconds));
  return { ...pod, spec: { ...pod.spec, tolerations } };
}

const systemPriorities: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

function defaultRunningSpec(spec: PodSpec): PodSpec {
  let filled = fill(defaultPodSpec(spec), {
    enableServiceLinks: true,
    priority: systemPriorities[String(spec.priorityClassName)] ?? 0,
    preemptionPolicy: 'PreemptLowerPriority',
    tolerations: bothTaints,
  });
  filled = changeField(filled, 'tolerations', withTolerations);
  filled = changeField(filled, 'containers', withRequestsFromLimits);
  return changeField(filled, 'initContainers', withRequestsFromLimits);
}

/** A pod with everything that its author left out; its first status is the API server's to write. */
export function defaultPod(pod: Pod): Pod {
  return changeField(fill(pod, { spec: {} as PodSpec }), 'spec', defaultRunningSpec);
}
