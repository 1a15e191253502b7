/** Models plugins/noderesources/fit.go and least_allocated.go. Left out: other scoring strategies, devices from claims. */
import type { Node } from '../../objects/index.ts';
import { say } from '../log.ts';
import { allocatableOf, requestsOf, unused } from '../node-use.ts';
import type { NodeUse, Requests } from '../node-use.ts';
import type { Plugin, Refusal } from './plugin.ts';

/** What the pods of a node ask for together is never more than the node has to give. */
export const nodeResourcesFit: Plugin = {
  name: 'NodeResourcesFit',
  filter: ({ reader, pod }) => {
    const asked = requestsOf(pod);
    return (node) => shortage(asked, node, reader.index.nodeUse.get(node.metadata.name) ?? unused);
  },
  score: {
    weight: 1,
    of: ({ reader, pod }, nodes) => {
      const asked = requestsOf(pod);
      return nodes.map((node) => roomLeft(asked, node, reader.index.nodeUse.get(node.metadata.name) ?? unused));
    },
    because: (it) => say('of {count} nodes that can take it, {node} has the most room left', it),
  },
};

/** All that the node has too little of, in upstream's order. */
function shortage(asked: Requests, node: Node, use: Readonly<NodeUse>): Refusal | undefined {
  const { pods, cpu, memory, all } = allocatableOf(node);
  const isFull = use.pods + 1 > pods;
  const lacksCpu = asked.cpu > 0 && asked.cpu > cpu - use.cpu;
  const lacksMemory = asked.memory > 0 && asked.memory > memory - use.memory;
  if (!isFull && !lacksCpu && !lacksMemory && asked.others.size === 0) return undefined;
  const others = [...asked.others].filter(([name, sum]) => sum > (all.get(name) ?? 0) - (use.others.get(name) ?? 0));
  const reasons = [
    ...(isFull ? ['Too many pods'] : []),
    ...(lacksCpu ? ['Insufficient cpu'] : []),
    ...(lacksMemory ? ['Insufficient memory'] : []),
    ...others.map(([name]) => `Insufficient ${name}`),
  ];
  const isHopeless =
    asked.cpu > cpu || asked.memory > memory || others.some(([name, sum]) => sum > (all.get(name) ?? 0));
  if (reasons.length === 0) return undefined;
  return isHopeless ? { reasons, isFinal: true } : { reasons };
}

/** LeastAllocated: the mean of what would be left of cpu and of memory, in hundredths. */
function roomLeft(asked: Requests, node: Node, use: Readonly<NodeUse>): number {
  const { cpu, memory } = allocatableOf(node);
  const leftCpu = leftOf(cpu, use.scoredCpu + asked.scoredCpu);
  return Math.floor((leftCpu + leftOf(memory, use.scoredMemory + asked.scoredMemory)) / 2);
}

function leftOf(capacity: number, used: number): number {
  return used > capacity || capacity === 0 ? 0 : Math.floor(((capacity - used) * 100) / capacity);
}
