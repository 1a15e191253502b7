import { requestsOf, unused } from '../node-use.ts';
import type { NodeUse } from '../node-use.ts';
import type { Plugin, Refusal } from './plugin.ts';

const refusal: Refusal = { reasons: ["node(s) didn't have free ports for the requested pod ports"] };

/** No two pods have the same port of one machine (plugins/nodeports/node_ports.go). */
export const nodePorts: Plugin = {
  name: 'NodePorts',
  filter: ({ reader, pod }) => {
    const { ports } = requestsOf(pod);
    if (ports.length === 0) return undefined;
    return ({ metadata }) => {
      const use = reader.index.nodeUse.get(metadata.name) ?? unused;
      return ports.some((port) => isTaken(port, use)) ? refusal : undefined;
    };
  },
};

/** An address of its own does not help against a pod that has the port on all addresses. */
function isTaken(wanted: string, use: Readonly<NodeUse>): boolean {
  const [protocol, port, address] = wanted.split(' ');
  return [...use.ports.keys()].some((taken) => {
    const [takenProtocol, takenPort, takenAddress] = taken.split(' ');
    const meets = address === takenAddress || address === '0.0.0.0' || takenAddress === '0.0.0.0';
    return protocol === takenProtocol && port === takenPort && meets;
  });
}
