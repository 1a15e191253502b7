import type { LegendEntry, PodSeen, Row, StageWords } from '../../stage/index.ts';
import { spanText } from '../clock.ts';
import * as words from '../paraglide/messages.js';
import { decisionText } from '../sentences.svelte.ts';

const steps: Readonly<Record<string, () => string>> = {
  observe: () => words.step_observe(),
  revisions: () => words.step_revisions(),
  podsInOrder: () => words.step_pods_in_order(),
  scaleDown: () => words.step_scale_down(),
  updateInOrder: () => words.step_update_in_order(),
  status: () => words.step_status(),
};

const looks: Readonly<Record<Exclude<LegendEntry['kind'], 'revision'>, () => string>> = {
  pending: () => words.look_pending(),
  creating: () => words.look_creating(),
  running: () => words.look_running(),
  terminating: () => words.look_terminating(),
  failing: () => words.look_failing(),
  ended: () => words.look_ended(),
  unheard: () => words.look_unheard(),
  data: () => words.look_data(),
};

function nodeState(row: Row): string {
  if (!row.heard) return words.node_silent();
  if (!row.ready) return 'NotReady';
  return row.cordoned ? words.node_cordoned() : 'Ready';
}

function aboutPod(pod: PodSeen): string {
  const where = pod.node ? words.about_on({ node: pod.node }) : words.not_scheduled();
  const state = pod.look === 'running' ? words.pod_not_ready() : pod.look === 'ready' ? 'Ready' : pod.word;
  const facts = [
    words.about_pod({ name: pod.name, state }),
    where,
    pod.unheard ? words.look_unheard() : '',
    pod.revision ? words.about_revision({ hash: pod.revision.hash }) : '',
    pod.address ?? '',
    pod.restarts ? words.about_restarts({ count: pod.restarts }) : '',
    pod.reason ?? '',
  ];
  return facts.filter(Boolean).join(', ');
}

/** Everything the stage says, in the language of the page. Made anew when the language changes. */
export function stageWords(): StageWords {
  return {
    stage: words.stage_label(),
    controller: words.controller(),
    dns: 'DNS',
    headless: words.headless(),
    volumes: words.volumes(),
    notScheduled: words.not_scheduled(),
    idle: words.idle(),
    staysOld: words.stays_old(),
    getsNew: words.gets_new(),
    step: (step) => steps[step]?.() ?? step,
    decision: decisionText,
    partition: (ordinal) => `partition ${ordinal}`,
    group: ({ name, columns }, ready) => `${name} ${ready}/${columns.filter(({ ghost }) => !ghost).length}`,
    record: ({ state, address }) =>
      address ??
      { given: '', none: words.record_none(), away: words.record_away(), noService: words.record_no_service() }[state],
    nodeState,
    silent: (forMs) => words.silent_for({ span: spanText(forMs) }),
    fault: (name) => words.fault({ name }),
    podState: (pod) => (pod.look === 'running' ? words.pod_not_ready() : pod.word),
    phase: (phase) => phase,
    kept: ({ whenScaled }) => words.kept({ policy: whenScaled }),
    more: (count) => words.more({ count }),
    legend: (entry) =>
      entry.kind === 'revision'
        ? words.legend_revision({
            hash: entry.several ? `${entry.revision.of}-${entry.revision.hash}` : entry.revision.hash,
          })
        : looks[entry.kind](),
    aboutPod,
    aboutNode: (row) =>
      [words.about_node({ name: row.name }), row.ready ? 'Ready' : 'NotReady', ...row.taints].join(', '),
    aboutRecord: ({ name, record }) => words.about_record({ name, address: record.address ?? words.record_none() }),
    aboutClaim: ({ name, phase, volume }) => words.about_claim({ name, phase, volume: volume ?? '–' }),
    aboutVolume: ({ name, phase }) => words.about_volume({ name, phase }),
  };
}
