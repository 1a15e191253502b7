import type { Node } from '../../objects/index.ts';
import { say } from '../log.ts';
import { allocatableOf, requestsOf, unused } from '../node-use.ts';
import type { NodeUse, Requests } from '../node-use.ts';
import type { Plugin } from './plugin.ts';

/** Cpu and memory of a node should be used alike (plugins/noderesources/balanced_allocation.go). */
export const nodeResourcesBalancedAllocation: Plugin = {
  name: 'NodeResourcesBalancedAllocation',
  score: {
    weight: 1,
    of: ({ reader, pod }, nodes) => {
      const asked = requestsOf(pod);
      if (asked.cpu === 0 && asked.memory === 0) return undefined;
      return nodes.map((node) => evenness(asked, node, reader.index.nodeUse.get(node.metadata.name) ?? unused));
    },
    because: (it) => say('of {count} nodes that can take it, {node} would use its cpu and memory most evenly', it),
  },
};

function evenness(asked: Requests, node: Node, use: Readonly<NodeUse>): number {
  const allocatable = allocatableOf(node);
  const share = (used: number, capacity: number): number => (capacity === 0 ? 0 : Math.min(1, used / capacity));
  const cpu = share(use.cpu + asked.cpu, allocatable.cpu);
  const memory = share(use.memory + asked.memory, allocatable.memory);
  return Math.floor((1 - Math.abs(cpu - memory) / 2) * 100);
}
