import type { Settings } from '../sandbox/index.ts';
import { defaultSettings } from '../sandbox/index.ts';
import type { History } from './history.ts';

/** The default class of the recorded clusters, unless a history says that it was taken away. */
const hostPathClass: Settings['storageClasses'][number] = {
  name: 'standard',
  provisioner: 'kubernetes.io/host-path',
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
  isDefault: true,
};

/** The cluster that a history was recorded on: its nodes, and its kubelets, which were a small model with fixed delays. */
export function settingsOf(history: History, seed: number): Settings {
  const { kubelet, node } = history;
  return {
    ...defaultSettings,
    start: `2026-01-01T00:00:00.${String((seed * secondsShift) % 1000).padStart(3, '0')}Z`,
    nodes: node.names.map((name) => ({
      name,
      cpu: '32',
      memory: '64Gi',
      pods: 110,
      labels: { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': node.zones[name] ?? '' },
    })),
    storageClasses: history.notes?.some((note) => note.includes('no default StorageClass')) ? [] : [hostPathClass],
    durations: {
      ...defaultSettings.durations,
      pull: 0,
      start: kubelet.boundToRunning * 1000,
      ready: kubelet.runningToReady * 1000,
      stop: kubelet.deletionToStopped * 1000,
      remove: kubelet.stoppedToRemoved * 1000,
      relist: 0,
      attach: 0,
      provision: 0,
      controller: controllerMs,
      jitter,
    },
    leaseInterval: node.leaseRenewInterval * 1000,
    nodeMonitorPeriod: node.monitorPeriod * 1000,
    nodeMonitorGracePeriod: node.monitorGracePeriod * 1000,
    gates: history.featureGates,
    retries: false,
  };
}

// Ready's time is cut to whole seconds; where those begin is not in the recordings, so every seed begins elsewhere.
const secondsShift = 83;
// The recorded controllers took 5 to 40 ms a turn.
const controllerMs = 10;
// Two recorded kubelets never act in the same instant: measured were 0.42 to 0.46 s where the model says 0.4.
const jitter = 0.02;
