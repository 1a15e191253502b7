import * as words from '../paraglide/messages.js';
import { textInWords } from '../sentences.svelte.ts';
import type { Move, Obstacle, Offer } from './offers.ts';

const moves: Readonly<Record<Move, (offer: Offer) => string>> = {
  heal: ({ target = '', fault }) => words.offer_heal({ target, fault: fault?.name ?? '' }),
  break: ({ fault }) => fault?.name ?? '',
  delete: () => words.offer_delete(),
  force: () => words.offer_force(),
  cordon: () => words.offer_cordon(),
  uncordon: () => words.offer_uncordon(),
  drain: () => words.offer_drain(),
  outOfService: () => words.offer_out_of_service(),
  inService: () => words.offer_in_service(),
};

const obstacles: Readonly<Record<Obstacle, () => string>> = {
  going: () => words.obstacle_going(),
  cordoned: () => words.obstacle_cordoned(),
  notCordoned: () => words.obstacle_not_cordoned(),
  ready: () => words.obstacle_ready(),
  broken: () => words.obstacle_broken(),
};

/** What an offer is called. */
export function nameOf(offer: Offer): string {
  return moves[offer.move](offer);
}

/** Why it cannot be taken now; else what it means, or the line that it types. */
export function remarkOn({ obstacle, fault, move, line }: Offer): string {
  if (obstacle) return obstacles[obstacle]();
  return move === 'break' && fault ? aboutFault(fault) : line;
}

/** The sentence of the table of faults, in the language of the page. */
export function aboutFault({ about }: { readonly about: string }): string {
  const said = textInWords(about);
  return said.charAt(0).toUpperCase() + said.slice(1);
}

const kinds: Readonly<Record<string, () => string>> = {
  node: words.target_node,
  pod: words.target_pod,
  image: words.target_image,
  storage: words.target_storage,
  dns: () => 'DNS',
};

/** What a kind of target is called; one that has no word yet keeps its name. */
export function kindName(kind: string): string {
  return kinds[kind]?.() ?? kind;
}
