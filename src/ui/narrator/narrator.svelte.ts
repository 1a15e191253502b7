import { recall, remember } from '../memory.ts';

let on = $state(recall('narrator') !== 'off');

/** Does the narrator speak? */
export function narratorIsOn(): boolean {
  return on;
}

/** Lets the narrator speak, or be silent, and remembers it. */
export function switchNarrator(): void {
  on = !on;
  remember('narrator', on ? 'on' : 'off');
}
