import type { Standing } from './history.ts';

type Nodes = NonNullable<Standing['nodes']>;

/** Node of the recording to the node that plays its part in the replay. */
export type Places = ReadonlyMap<string, string>;

/**
 * Which of our nodes plays the part of which recorded one: where it can be, the one on which we have its pods. Both sides map
 * pod to node; `kept` are places that must stay, because something has been done to that node. Every name gets a place.
 */
export function placesOf(names: readonly string[], recorded: Nodes, ours: Nodes, kept: Places): Places {
  const places = new Map(kept);
  const take = (name: string, place: string | undefined): void => {
    const isFree = place !== undefined && ![...places.values()].includes(place);
    if (isFree && !places.has(name)) places.set(name, place);
  };
  for (const [pod, name] of Object.entries(recorded)) take(name, ours[pod]);
  for (const name of names) take(name, name);
  for (const name of names) for (const place of names) take(name, place);
  return places;
}
