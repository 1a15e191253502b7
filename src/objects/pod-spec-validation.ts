import {
  type Causes,
  duplicate,
  each,
  fine,
  forbidden,
  misshapen,
  oneOf,
  required,
  unsupported,
  wrong,
} from './causes.ts';
import { containersCauses, initCauses, sleepCauses } from './container-validation.ts';
import { remembered } from './fill.ts';
import { dnsLabel, dnsSubdomain, labelKey, labelValue } from './formats.ts';
import { labelCauses } from './meta-validation.ts';
import type { Container, PodSpec, PodTemplate, PodVolume, Toleration } from './pod.ts';

/*
 * pkg/apis/core/validation/validation.go (v1.36), ValidatePodSpec, in its order. Left out: security contexts, affinity,
 * topology spread, DNS configuration, host aliases, scheduling gates, resource claims, windows.
 */

function volumeSourceCauses(path: string, volume: PodVolume): Causes {
  const [first, second] = Object.keys(volume).filter((key) => key !== 'name' && volume[key]);
  if (!first) return [required(path, 'must specify a volume type')];
  if (second) return [forbidden(`${path}.${second}`, 'may not specify more than 1 volume type')];
  const claimName = volume.persistentVolumeClaim?.claimName;
  return first === 'persistentVolumeClaim' && !claimName ? [required(`${path}.${first}.claimName`)] : fine;
}

function volumeCauses(path: string, { name }: PodVolume): Causes {
  return name ? misshapen(`${path}.name`, name, dnsLabel) : [required(`${path}.name`)];
}

/** The causes, and the names of the volumes that are right. */
function volumesCauses(path: string, volumes: readonly PodVolume[]): { causes: Causes; names: ReadonlySet<string> } {
  const names = new Set<string>();
  const causes = each(path, volumes, (place, volume) => {
    const found = [...volumeSourceCauses(place, volume), ...volumeCauses(place, volume)];
    if (names.has(volume.name)) found.push(duplicate(`${place}.name`, volume.name));
    if (found.length === 0) names.add(volume.name);
    return found;
  });
  return { causes, names };
}

const matchesAll = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';

function tolerationCauses(path: string, toleration: Toleration): Causes {
  const { key, operator = '', value = '', effect, tolerationSeconds } = toleration;
  const causes: string[] = key ? [...misshapen(`${path}.key`, key, labelKey)] : [];
  if (!key && operator !== 'Exists') causes.push(wrong(`${path}.operator`, operator, matchesAll));
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    causes.push(wrong(`${path}.effect`, effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  }
  if (operator === 'Exists') {
    if (value) causes.push(wrong(`${path}.operator`, toleration, "value must be empty when `operator` is 'Exists'"));
  } else if (operator === '' || operator === 'Equal') {
    causes.push(...misshapen(`${path}.operator`, value, labelValue));
  } else causes.push(unsupported(`${path}.operator`, operator, ['Equal', 'Exists']));
  return effect
    ? [...causes, ...oneOf(`${path}.effect`, effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute'])]
    : causes;
}

function namesCauses(path: string, { nodeName, hostname, subdomain }: PodSpec): Causes {
  const causes: string[] = [];
  if (nodeName) causes.push(...misshapen(`${path}.nodeName`, nodeName, dnsSubdomain));
  if (hostname) causes.push(...misshapen(`${path}.hostname`, hostname, dnsLabel));
  if (subdomain) causes.push(...misshapen(`${path}.subdomain`, subdomain, dnsLabel));
  return causes.length === 0 ? fine : causes;
}

function choiceCauses(path: string, { restartPolicy, dnsPolicy, nodeSelector }: PodSpec): Causes {
  return [
    ...oneOf(`${path}.restartPolicy`, restartPolicy, ['Always', 'OnFailure', 'Never']),
    ...oneOf(`${path}.dnsPolicy`, dnsPolicy, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']),
    ...labelCauses(`${path}.nodeSelector`, nodeSelector),
  ];
}

function allContainersCauses(path: string, spec: PodSpec, volumes: ReadonlySet<string>): Causes {
  const { containers = [], initContainers = [] } = spec;
  if (containers.length === 0) return [required(`${path}.containers`)];
  const names = new Set<string>();
  const ofContainers = containersCauses(`${path}.containers`, containers, volumes, names);
  return [
    ...ofContainers,
    ...sleepCauses(`${path}.containers`, spec),
    ...containersCauses(`${path}.initContainers`, initContainers, volumes, names),
    ...initCauses(`${path}.initContainers`, initContainers),
  ];
}

/** What a pod's spec, or that of a template, must look like. */
export function podSpecCauses(path: string, spec: PodSpec): Causes {
  const { causes, names } = volumesCauses(`${path}.volumes`, spec.volumes ?? []);
  const ofContainers = allContainersCauses(path, spec, names);
  const ofChoices = choiceCauses(path, spec);
  const ofNames = namesCauses(path, spec);
  return [
    ...causes,
    ...ofContainers,
    ...ofChoices,
    ...ofNames,
    ...each(`${path}.tolerations`, spec.tolerations, tolerationCauses),
  ];
}

/** A template that pods are made from (ValidatePodTemplateSpec). */
export function templateCauses(path: string, { metadata, spec }: PodTemplate): Causes {
  return [...labelCauses(`${path}.labels`, metadata?.labels), ...podSpecCauses(`${path}.spec`, spec)];
}

/** What, apart from its containers and its names, a pod's causes depend on. */
const watched = [
  'initContainers',
  'tolerations',
  'nodeSelector',
  'restartPolicy',
  'dnsPolicy',
  'terminationGracePeriodSeconds',
] as const;

type Seen = Pick<PodSpec, (typeof watched)[number]> & { readonly volumes: string };

const lastFine = remembered((_: readonly Container[]): { seen?: Seen } => ({}));

/**
 * The same for pods, of which thousands come from one template and differ in nothing but their names and claims: what
 * was last found to be fine beside their shared containers is remembered.
 */
export function runningSpecCauses(path: string, spec: PodSpec): Causes {
  if (!spec.containers) return podSpecCauses(path, spec);
  const volumes = (spec.volumes ?? []).map(({ name }) => name).join();
  const memory = lastFine(spec.containers);
  const { seen } = memory;
  if (seen?.volumes === volumes && watched.every((field) => seen[field] === spec[field]))
    return namesCauses(path, spec);
  const causes = podSpecCauses(path, spec);
  if (causes.length === 0) {
    memory.seen = { volumes, ...Object.fromEntries(watched.map((field) => [field, spec[field]])) } as Seen;
  }
  return causes;
}
