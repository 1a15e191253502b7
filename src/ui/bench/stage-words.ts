import type {
  Chip,
  ClaimSeen,
  Column,
  FoldPlace,
  Header,
  LegendEntry,
  PodSeen,
  RecordSeen,
  Row,
  StageWords,
  VolumeSeen,
} from '../../stage/index.ts';
import { spanText } from '../clock.ts';
import * as words from '../paraglide/messages.js';

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
  gone: () => words.look_gone(),
  silent: () => words.look_silent(),
  backOff: () => words.look_back_off(),
  eviction: () => words.look_eviction(),
  waiting: () => words.look_waiting(),
  held: () => words.look_held(),
  data: () => words.look_data(),
};

const faults: Readonly<Record<string, () => string>> = {
  network: () => words.fault_network(),
  power: () => words.fault_power(),
  freeze: () => words.fault_freeze(),
};

const pressures: Readonly<Record<string, () => string>> = {
  MemoryPressure: () => words.pressure_memory(),
  DiskPressure: () => words.pressure_disk(),
  PIDPressure: () => words.pressure_pid(),
};

function nodeState(row: Row): string {
  if (row.deletion === 'gone') return words.node_gone();
  if (row.deletion === 'leaving') return words.node_leaving();
  return row.ready ? 'Ready' : 'NotReady';
}

const records: Readonly<Record<RecordSeen['state'], () => string>> = {
  given: () => '',
  none: () => words.record_none(),
  away: () => words.record_away(),
  noService: () => words.record_no_service(),
};
const shortRecords: typeof records = {
  given: () => '',
  none: () => words.record_none_short(),
  away: () => words.record_away_short(),
  noService: () => words.record_no_service_short(),
};

function podState(pod: PodSeen): string {
  if (pod.gone) return words.pod_gone();
  return pod.look === 'running' ? words.pod_not_ready() : pod.word;
}

/** What becomes of it, and when. */
function podRemark({ span, unheard, gone, look }: PodSeen, leftMs: number | undefined): string {
  if (leftMs !== undefined) {
    const left = { span: spanText(Math.ceil(leftMs / 1000) * 1000) };
    if (span?.of === 'eviction') return words.remark_evicted(left);
    if (span?.of === 'backOff') return words.remark_retry(left);
    if (span?.of === 'grace') return words.remark_grace(left);
  }
  return unheard && (gone || look !== 'ended') ? words.remark_may_run() : '';
}

function aboutPod(pod: PodSeen): string {
  const where = pod.node ? words.about_on({ node: pod.node }) : words.not_scheduled();
  if (pod.gone) return `${words.about_gone({ name: pod.name })}, ${where}`;
  const state = pod.look === 'running' ? words.pod_not_ready() : pod.look === 'ready' ? 'Ready' : pod.word;
  const facts = [
    words.about_pod({ name: pod.name, state }),
    where,
    pod.unheard ? words.look_unheard() : '',
    pod.span?.of === 'eviction' ? words.about_evicting() : '',
    pod.span?.of === 'backOff' ? words.look_back_off() : '',
    pod.containers ? words.about_containers(pod.containers) : '',
    pod.revision ? words.about_revision({ hash: pod.revision.hash }) : '',
    pod.address ?? '',
    pod.restarts ? words.about_restarts({ count: pod.restarts }) : '',
    pod.reason ?? '',
  ];
  return facts.filter(Boolean).join(', ');
}

function aboutNode(row: Row): string {
  const facts = [
    words.about_node({ name: row.name }),
    row.heard ? '' : words.node_silent(),
    nodeState(row),
    row.cordoned ? words.cordoned() : '',
    ...row.pressure,
    ...row.faults.map(faultText),
    ...row.taints,
  ];
  return facts.filter(Boolean).join(', ');
}

function faultText(name: string): string {
  return faults[name]?.() ?? words.fault({ name });
}

function recordsText(data: number | undefined): string {
  return data ? words.about_records({ count: data }) : '';
}

function aboutClaim({ name, phase, volume, data, terminating, word, attached = [] }: ClaimSeen): string {
  const state = [terminating ? 'Terminating' : phase, word].filter(Boolean).join(' ');
  const said = words.about_claim({ name, phase: state, volume: volume ?? '–' });
  const on = attached.map((node) => words.about_attached({ node }));
  return [said, ...on, recordsText(data)].filter(Boolean).join(', ');
}

function aboutVolume({ name, phase, message, data }: VolumeSeen): string {
  return [words.about_volume({ name, phase }), message, recordsText(data)].filter(Boolean).join(', ');
}

function nameOf({ name }: Header): string {
  return name || words.bare_pods();
}

function chipText({ kind, name, used, hard, allowed, missing }: Chip): string {
  if (missing) return words.chip_missing({ name });
  if (kind === 'quota') return hard ? words.chip_quota({ used: used ?? '0', hard }) : words.chip_quota_bare();
  if (kind === 'budget') return words.chip_budget({ allowed: allowed ?? 0 });
  return kind === 'secret' ? words.chip_secret({ name }) : words.chip_config({ name });
}

function aboutChip({ kind, name, used, hard, allowed, missing }: Chip): string {
  if (kind === 'quota')
    return hard ? words.about_quota({ name, used: used ?? '0', hard }) : words.about_quota_bare({ name });
  if (kind === 'budget') return words.about_budget({ name, allowed: allowed ?? 0 });
  const said = kind === 'secret' ? words.about_secret({ name }) : words.about_config({ name });
  return missing ? `${said}, ${words.about_missing()}` : said;
}

function aboutHeader(header: Header): string {
  const { ready, total, kind } = header;
  const said = words.about_header({ name: [kind, nameOf(header)].filter(Boolean).join(' '), ready, total });
  return [said, ...header.chips.map(aboutChip)].join(', ');
}

function aboutFold({ name, node, count: { ready, total } }: FoldPlace): string {
  const where = node ? words.about_on({ node }) : words.not_scheduled();
  return `${words.about_header({ name: name || words.bare_pods(), ready, total })}, ${where}`;
}

function aboutRecord({ name, record }: Column, why: string): string {
  const address = record.address ?? (why || records[record.state]());
  return words.about_record({ name: record.fullName ?? name, address });
}

/**
 * Everything the stage says, in the language of the page; `decision` says what a controller decided, `why` why a name has no record.
 * Made anew when the language changes.
 */
export function stageWords(decision: StageWords['decision'], why: (column: Column) => string = () => ''): StageWords {
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
    decision,
    partition: (ordinal) => `partition ${ordinal}`,
    header: (header) => `${nameOf(header)} ${header.ready}/${header.total}`,
    chip: chipText,
    fold: (header) =>
      header.folded ? words.fold_open({ name: nameOf(header) }) : words.fold_close({ name: nameOf(header) }),
    claims: (count) => words.folded_claims({ count }),
    record: ({ state, address }, isShort) => address ?? (isShort ? shortRecords : records)[state](),
    nodeState,
    silent: (forMs) => words.silent_for({ span: spanText(forMs) }),
    pressure: (type) => pressures[type]?.() ?? type,
    cordoned: words.cordoned(),
    fault: faultText,
    podState,
    podRemark,
    span: (ms) => spanText(Math.ceil(ms / 1000) * 1000),
    phase: (phase) => phase,
    attachedTo: (node) => words.attached_to({ node }),
    idleClaim: words.idle_claim(),
    kept: ({ whenScaled: policy }, isShort) => (isShort ? words.kept_short({ policy }) : words.kept({ policy })),
    more: (count) => words.more({ count }),
    legend: (entry) =>
      entry.kind === 'revision'
        ? words.legend_revision({
            hash: entry.several ? `${entry.revision.of}-${entry.revision.hash}` : entry.revision.hash,
          })
        : looks[entry.kind](),
    aboutPod,
    aboutHeader,
    aboutChip,
    aboutFold,
    aboutNode,
    aboutRecord: (column) => aboutRecord(column, why(column)),
    aboutClaim,
    aboutVolume,
  };
}
