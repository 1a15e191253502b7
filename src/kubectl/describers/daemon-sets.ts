import type { DaemonSet } from '../../objects/index.ts';
import { selectorText } from '../selector-text.ts';
import type { Describer } from './describer.ts';
import { annotationLines, labelLines, pair } from './lines.ts';
import { podTemplateLines } from './pod-templates.ts';
import { phasesText } from './workloads.ts';

/** A DaemonSet (describeDaemonSet); its counts stand behind a blank, not a tab. */
export const describeDaemonSet: Describer<DaemonSet> = (daemonSet, cluster) => {
  const { metadata, spec, status } = daemonSet;
  return [
    pair('Name', metadata.name),
    pair('Namespace', metadata.namespace),
    pair('Selector', selectorText(spec.selector)),
    pair('Node-Selector', selectorText({ matchLabels: spec.template.spec.nodeSelector ?? {} })),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`,
    `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`,
    `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`,
    `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`,
    `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`,
    pair('Pods Status', phasesText(cluster, daemonSet)),
    ...podTemplateLines(spec.template),
  ];
};
