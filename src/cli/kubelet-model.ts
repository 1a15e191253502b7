import type { Settings } from '../sandbox/index.ts';
import { defaultSettings } from '../sandbox/index.ts';
import type { History } from './history.ts';

/** The cluster that a history was recorded on: its nodes, and its kubelets, which were a small model with fixed delays. */
export function settingsOf(history: History): Settings {
  const { kubelet, node } = history;
  return {
    ...defaultSettings,
    nodes: node.names.map((name) => ({
      name,
      cpu: '32',
      memory: '64Gi',
      pods: 110,
      labels: { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': node.zones[name] ?? '' },
    })),
    durations: {
      ...defaultSettings.durations,
      pull: 0,
      start: kubelet.boundToRunning * 1000,
      ready: kubelet.runningToReady * 1000,
      stop: kubelet.deletionToStopped * 1000,
      remove: kubelet.stoppedToRemoved * 1000,
      provision: 0,
      controller: controllerMs,
      jitter,
    },
    leaseInterval: node.leaseRenewInterval * 1000,
    gates: history.featureGates,
  };
}

// The recorded controllers took 5 to 40 ms a step. Without a delay of their own they never count two pods at once that the
// recording counts one after the other.
const controllerMs = 0;
// Two recorded kubelets never act in the same instant: measured were 0.42 to 0.46 s where the model says 0.4.
const jitter = 0.02;
