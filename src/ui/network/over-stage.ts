import type { Cluster } from '../../sandbox/index.ts';
import type { Layer, Layout } from '../../stage/index.ts';
import { messageLayers } from '../../stage/index.ts';
import { messageWords } from './message-words.ts';

export { recordReason } from './record-reason.ts';

/** What lies over the stage: the messages on their way through the cluster, with their words in the language of the page. */
export function overStage(): (
  cluster: Cluster,
  layout: Layout,
  drawing: Parameters<typeof messageLayers>[3],
) => readonly Layer[] {
  const words = messageWords();
  return (cluster, layout, drawing) => messageLayers(layout, cluster.state.exchanges, words, drawing);
}
