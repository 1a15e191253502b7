import type { Act } from '../sandbox/index.ts';
import { understand } from './kubectl.ts';
import type { SandboxStore } from './sandbox.svelte.ts';

/** Types a line into the terminal, as a gesture does: a command that holds the prompt is interrupted first. */
export async function typeLine(store: SandboxStore, act: Act): Promise<void> {
  await understand([act]);
  if (store.sandbox.foreground !== undefined) store.act({ line: '^C' });
  store.act(act);
}
