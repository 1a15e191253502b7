/**
 * One attempt for one pod: filters, then scores. Models pkg/scheduler/schedule_one.go (schedulePod, findNodesThatFitPod,
 * selectHost). Left out: extenders, permits, keeping room for nominated pods.
 */
import type { Node } from '../../objects/index.ts';
import { draw } from '../chance.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import { get } from '../read.ts';
import type { Misfit } from './fit-error.ts';
import { plugins } from './plugins.ts';
import type { Cycle, Filter, Plugin, Refusal } from './plugin.ts';

/** The node for the pod, why it and why not others. */
export interface Placement {
  readonly node: Node;
  readonly because: Sentence;
  readonly refusals: ReadonlyMap<string, Refusal>;
}

/** Finds the pod's node, or says what is wrong with each. */
export function scheduleOne(cycle: Cycle): Placement | Misfit {
  if (cycle.reader.index.nodes.length === 0) return { refusals: new Map() };
  const filters: Filter[] = [];
  for (const { filter } of plugins) {
    const own = filter?.(cycle);
    if (own && 'refusal' in own) return own;
    if (own) filters.push(own);
  }
  const refusals = new Map<string, Refusal>();
  const nominated = nominatedNode(cycle);
  if (nominated && !firstRefusal(filters, nominated)) {
    return { node: nominated, because: say('it was to go there when its volumes would be bound'), refusals };
  }
  const fitting = fittingNodes(cycle, filters, refusals);
  return fitting.length === 0 ? { refusals } : { refusals, ...bestOf(cycle, fitting) };
}

/** The node chosen at an earlier attempt (evaluateNominatedNode). */
function nominatedNode({ reader, pod }: Cycle): Node | undefined {
  const { nominatedNodeName } = pod.status ?? {};
  return nominatedNodeName === undefined ? undefined : get<Node>(reader, `Node/${nominatedNodeName}`);
}

/** The nodes that pass; of a hundred or more only as many as Kubernetes looks for. Begins at a place of the pod's own luck. */
function fittingNodes(
  { reader: { index, state }, pod }: Cycle,
  filters: readonly Filter[],
  refusals: Map<string, Refusal>,
): readonly Node[] {
  const { nodes } = index;
  const enough = numFeasibleNodesToFind(nodes.length);
  const from = Math.floor(draw(state.chance, pod.metadata.uid ?? '', 'first node') * nodes.length);
  const fitting: Node[] = [];
  for (let step = 0; step < nodes.length && fitting.length < enough; step++) {
    const node = nodes[(from + step) % nodes.length]!;
    const refusal = firstRefusal(filters, node);
    if (refusal) refusals.set(node.metadata.name, refusal);
    else fitting.push(node);
  }
  return fitting;
}

function firstRefusal(filters: readonly Filter[], node: Node): Refusal | undefined {
  for (const filter of filters) {
    const refusal = filter(node);
    if (refusal) return refusal;
  }
  return undefined;
}

function numFeasibleNodesToFind(nodes: number): number {
  const share = Math.max(5, 50 - Math.floor(nodes / 125));
  return nodes < 100 ? nodes : Math.max(100, Math.floor((nodes * share) / 100));
}

interface Scored {
  readonly plugin: Plugin;
  readonly scores: readonly number[];
}

/** The highest sum of weighted scores; of equals the first, which is luck. */
function bestOf(cycle: Cycle, nodes: readonly Node[]): Omit<Placement, 'refusals'> {
  const only = nodes[0]!;
  if (nodes.length === 1) return { node: only, because: say('{node} alone can take it', { node: only.metadata.name }) };
  const scored = plugins.flatMap((plugin): readonly Scored[] => {
    const scores = plugin.score?.of(cycle, nodes);
    return scores ? [{ plugin, scores }] : [];
  });
  const sums = nodes.map((_, place) => scored.reduce((sum, each) => sum + weighted(each, place), 0));
  const [first, second] = bestTwo(sums);
  const node = nodes[first]!;
  return { node, because: whyBest(scored, node.metadata.name, nodes.length, first, second) };
}

function weighted({ plugin, scores }: Scored, place: number): number {
  return (plugin.score?.weight ?? 0) * (scores[place] ?? 0);
}

function bestTwo(sums: readonly number[]): readonly [first: number, second: number] {
  let [first, second] = [0, 1];
  sums.forEach((sum, place) => {
    if (sum > sums[first]!) [first, second] = [place, first];
    else if (place !== first && sum > sums[second]!) second = place;
  });
  return [first, second];
}

/** The score that sets the best node apart from the next best is why it wins. */
function whyBest(scored: readonly Scored[], node: string, count: number, first: number, second: number): Sentence {
  const luck = say('{count} nodes can take it, and none is better for it than {node}', { count, node });
  let [most, because] = [0, luck];
  for (const each of scored) {
    const lead = weighted(each, first) - weighted(each, second);
    if (lead <= most) continue;
    [most, because] = [lead, each.plugin.score?.because({ node, count }) ?? luck];
  }
  return because;
}
