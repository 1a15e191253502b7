import * as words from '../paraglide/messages.js';
import { inWords } from '../sentences.svelte.ts';
import type { Narration, Saying } from './narration.ts';

const parts: Readonly<Record<string, () => string>> = {
  statefulset: words.part_statefulset,
  deployment: words.part_deployment,
  replicaset: words.part_replicaset,
  daemonset: words.part_daemonset,
  job: words.part_job,
  scheduler: words.part_scheduler,
  kubelet: words.part_kubelet,
  container: words.part_container,
  node: words.part_node,
  'node-lifecycle': words.part_node_lifecycle,
  'zone-tainter': words.part_node_lifecycle,
  'node-eviction': words.part_node_lifecycle,
  'eviction-manager': words.part_kubelet,
  'taint-eviction': words.part_taint_eviction,
  'pod-gc': words.part_pod_gc,
  disruption: words.part_disruption,
  'attach-detach': words.part_attach_detach,
  'volume-binder': words.part_volume_binder,
  'volume-reclaimer': words.part_volume_reclaimer,
  'claim-protection': words.part_claim_protection,
  endpoints: words.part_endpoints,
  network: words.part_network,
  'garbage-collector': words.part_garbage_collector,
};

/** What a part of the cluster is called; one that has no word yet keeps its name. */
export function partName(who: string): string {
  return parts[who]?.() ?? who;
}

const sentences = { does: words.told, rests: words.told, waits: words.told_waits, fails: words.told_fails } as const;

function said({ entry: { who, kind, what, because }, more }: Saying): string {
  const whole = because ? words.waits_because({ what: inWords(what), because: inWords(because) }) : inWords(what);
  const all = more ? words.told_alike({ what: whole, more }) : whole;
  return sentences[kind]({ who: partName(who), what: all });
}

/** The narration as sentences that stand by themselves. */
export function spokenOf({ sayings, rest }: Narration): string {
  const all = [...sayings.map(said), ...(rest ? [words.told_rest({ rest })] : [])];
  return all.join(' ');
}
