/** Whether a packet gets from one place to another, as the machines now stand. */
import { readKey } from '../../objects/index.ts';
import type { Pod } from '../../objects/index.ts';
import { reachOf } from '../apart.ts';
import type { Reach } from '../apart.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import { get } from '../read.ts';
import type { Reader } from '../read.ts';
import { isObject } from './exchange-look.ts';
import type { Place } from './message.ts';

/** The pod of this key: its object, or its processes on a machine that is cut off while the object is gone. */
export function podAt(reader: Reader, place: Place): Pod | undefined {
  const pod = isObject(place) ? get<Pod>(reader, place) : undefined;
  if (pod || !isObject(place)) return pod;
  const { namespace, name } = readKey(place);
  return Object.values(reader.state.apart).find(
    ({ metadata }) => metadata.name === name && metadata.namespace === namespace,
  );
}

/** The machine of a place; nothing for what is everywhere (a Service) or on no machine that can break. */
export function nodeAt(reader: Reader, place: Place): string | undefined {
  if (!isObject(place)) return undefined;
  const { kind, name } = readKey(place);
  if (kind === 'Node') return name;
  return kind === 'Pod' ? podAt(reader, place)?.spec.nodeName : undefined;
}

/** Why a packet gets lost between two places; nothing when it gets through. */
export function whyLost(reader: Reader, from: Place, to: Place): Sentence | undefined {
  const [here, there] = [nodeAt(reader, from), nodeAt(reader, to)];
  for (const node of [here, there]) {
    const reach: Reach = node === undefined ? 'up' : reachOf(reader.state, node);
    if (reach === 'still') return stillness(reader, node ?? '');
    if (reach === 'cut' && here !== there)
      return say('{node} is cut off: nothing reaches or leaves it', { node: node ?? '' });
  }
  return undefined;
}

function stillness({ state }: Reader, node: string): Sentence {
  return state.machines[`node:${node}`]?.value === 'frozen'
    ? say('{node} stands still', { node })
    : say('{node} has no power', { node });
}
