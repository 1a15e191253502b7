/** What is broken, healed and switched from outside. */
import { happen } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { faultWakes } from './faults.ts';
import { say } from './log.ts';
import type { Sentence } from './log.ts';
import { recordEntry } from './record-entry.ts';
import type { Change } from './state.ts';

/** Breaks a target (`pod/default/kubia-0`) in one way; the parts that feel it are told. */
export function breakTarget(cluster: Cluster, target: string, what: string): readonly Change[] {
  const before = cluster.state.faults[target] ?? [];
  const after = before.includes(what) ? before : [...before, what];
  return setFaults(cluster, target, after, say('breaks {target}: {fault}', { target, fault: what }));
}

/** Heals a target of one fault, or of all. */
export function healTarget(cluster: Cluster, target: string, what?: string): readonly Change[] {
  const after = (cluster.state.faults[target] ?? []).filter((fault) => what !== undefined && fault !== what);
  return setFaults(cluster, target, after, say('heals {target}', { target }));
}

/** Opens or closes a feature gate; what it changes is noticed by the next turn that it concerns. */
export function setGate(cluster: Cluster, gate: string, isOpen: boolean): void {
  const { state } = cluster;
  state.settings = { ...state.settings, gates: { ...state.settings.gates, [gate]: isOpen } };
  const what = isOpen
    ? say('opens the feature gate {gate}', { gate })
    : say('closes the feature gate {gate}', { gate });
  recordEntry(cluster, { at: state.now, who: 'you', of: gate, step: 'gate', kind: 'does', what });
}

function setFaults(cluster: Cluster, target: string, faults: readonly string[], what: Sentence): readonly Change[] {
  const { state } = cluster;
  state.ticksHere = 0;
  const before = state.faults[target] ?? [];
  if (faults.length > 0) state.faults[target] = faults;
  else delete state.faults[target];
  recordEntry(cluster, { at: state.now, who: 'you', of: target, step: 'fault', kind: 'does', what });
  return happen(cluster, faultWakes(cluster, target, before, faults));
}
