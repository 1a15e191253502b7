/** What befalls a machine: it is cut off, stands still, loses its power, and comes back from each in its own way. */
import { keyFor } from '../objects/index.ts';
import type { LocalWrite } from './local-writes.ts';
import { say } from './log.ts';
import type { Sentence } from './log.ts';
import { reportBack } from './node-return.ts';
import type { NodeLook } from './node-return.ts';
import { nodePart } from './node.ts';
import type { Answer, Part } from './part.ts';

/** The part that is a machine, with all that can befall it. */
export const fullNodePart: Part<NodeLook> = {
  ...nodePart,
  steps: { ...nodePart.steps, examine, losePower, boot, reportBack },
};

/** What its faults make of the machine now; what stood still goes on when nothing holds it any more. */
function examine(look: NodeLook): Answer {
  const { reader, name } = look;
  const faults = reader.state.faults[`node/${name}`] ?? [];
  if (faults.includes('freeze')) {
    return { do: [befalls(look, 'standStill', say('{node} stands still', { node: name }))], signal: 'stop' };
  }
  const goesOn = reader.state.still[name]
    ? [befalls(look, 'goOn', say('{node} goes on where it was', { node: name }))]
    : [];
  if (!faults.includes('network')) return { do: goesOn };
  const what = say('{node} is cut off: its containers run on, and nobody hears of them', { node: name });
  return { do: [...goesOn, befalls(look, 'cutOff', what)], signal: 'cut' };
}

function losePower(look: NodeLook): Answer {
  return { do: [befalls(look, 'losePower', say('{node} has no power: its containers are gone', { node: look.name }))] };
}

function boot({ name }: NodeLook): Answer {
  return { do: [{ what: say('{node} boots', { node: name }), writes: [], object: keyFor('Node', undefined, name) }] };
}

function befalls(
  { name }: NodeLook,
  verb: Extract<LocalWrite, { node: string; number?: never }>['verb'],
  what: Sentence | undefined,
): { what?: Sentence; writes: readonly LocalWrite[]; object: string } {
  return { ...(what && { what }), writes: [{ verb, node: name }], object: keyFor('Node', undefined, name) };
}
