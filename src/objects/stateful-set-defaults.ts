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
    metadata: {} as ClaimTemplate['metadata'],
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
