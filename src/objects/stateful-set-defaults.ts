import { changeField, fill, mapSame } from './fill.ts';
import { defaultTemplate } from './pod-defaults.ts';
import type { ClaimTemplate, StatefulSet, StatefulSetSpec, UpdateStrategy } from './stateful-set.ts';
import { defaultClaimSpec } from './storage-defaults.ts';

/** Without a type the whole block is filled in; with a type alone `rollingUpdate` stays away, which changes behaviour. */
function defaultStrategy(strategy: UpdateStrategy): UpdateStrategy {
  const filled = strategy.type
    ? strategy
    : { ...fill(strategy, { rollingUpdate: {} }), type: 'RollingUpdate' as const };
  if (filled.type !== 'RollingUpdate') return filled;
  return changeField(filled, 'rollingUpdate', (rolling) => fill(rolling, { partition: 0 }));
}

function defaultClaimTemplate(template: ClaimTemplate): ClaimTemplate {
  const filled = fill<ClaimTemplate & { apiVersion?: string; kind?: string }>(template, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    spec: {},
    status: { phase: 'Pending' },
  });
  return changeField(filled, 'spec', defaultClaimSpec);
}

function defaultSpec(spec: StatefulSetSpec): StatefulSetSpec {
  let filled = fill(spec, {
    replicas: 1,
    revisionHistoryLimit: 10,
    podManagementPolicy: 'OrderedReady',
    serviceName: '',
    updateStrategy: {},
    persistentVolumeClaimRetentionPolicy: {},
    template: { spec: { containers: [] } },
  });
  filled = changeField(filled, 'updateStrategy', defaultStrategy);
  filled = changeField(filled, 'persistentVolumeClaimRetentionPolicy', (policy) =>
    fill(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
  );
  filled = changeField(filled, 'volumeClaimTemplates', (templates) => mapSame(templates, defaultClaimTemplate));
  return changeField(filled, 'template', defaultTemplate);
}

/** A set with everything that its author left out (pkg/apis/apps/v1/defaults.go, v1.36, SetDefaults_StatefulSet). */
export function defaultStatefulSet(set: StatefulSet): StatefulSet {
  return changeField(fill(set, { spec: {} as StatefulSetSpec }), 'spec', defaultSpec);
}

/**
 * What the feature gate `MaxUnavailableStatefulSet` makes of the field: filled in while it is on; dropped in silence
 * while it is off, unless the stored set already has it (pkg/registry/apps/statefulset/strategy.go).
 */
export function gateMaxUnavailable(set: StatefulSet, isOn: boolean, old?: StatefulSet): StatefulSet {
  const rolling = set.spec.updateStrategy.rollingUpdate;
  if (!rolling) return set;
  const { maxUnavailable, ...rest } = rolling;
  const isSet = maxUnavailable !== undefined;
  if (isOn === isSet) return set;
  if (isSet && old?.spec.updateStrategy.rollingUpdate?.maxUnavailable !== undefined) return set;
  const rollingUpdate = isOn ? { ...rest, maxUnavailable: 1 } : rest;
  return { ...set, spec: { ...set.spec, updateStrategy: { ...set.spec.updateStrategy, rollingUpdate } } };
}
