import { recall, remember } from './memory.ts';

/** Light or dark, as the page shows itself. */
export type Theme = 'light' | 'dark';

const system = matchMedia('(prefers-color-scheme: dark)');
const kept = recall('theme');

let systemIsDark = $state(system.matches);
let chosen = $state<Theme | undefined>(kept === 'light' || kept === 'dark' ? kept : undefined);

system.addEventListener('change', () => (systemIsDark = system.matches));
show();

function show(): void {
  if (chosen) document.documentElement.dataset['theme'] = chosen;
}

/** The theme in force: the learner's choice, else the system's. */
export function theme(): Theme {
  return chosen ?? (systemIsDark ? 'dark' : 'light');
}

/** Turns light into dark and back, and remembers it. */
export function switchTheme(): void {
  chosen = theme() === 'dark' ? 'light' : 'dark';
  show();
  remember('theme', chosen);
}
