import type { Act } from '../sandbox/index.ts';
import { understand } from './kubectl.ts';
import type { SandboxStore } from './sandbox.svelte.ts';

/** The prompt of the learner's own machine; any other is that of a shell in a container. */
const ownPrompt = '$ ';

/**
 * Types a line into the terminal of the learner's own machine, as a gesture does: a command that holds the prompt is interrupted
 * first, and a shell in a container is left.
 */
export async function typeLine(store: SandboxStore, act: Act): Promise<void> {
  await understand([act]);
  const isHeld = (): boolean => store.sandbox.foreground !== undefined;
  if (isHeld()) store.act({ line: '^C' });
  if (isHeld() && store.sandbox.prompt !== undefined && store.sandbox.prompt !== ownPrompt) store.act({ line: '^D' });
  if (isHeld()) store.act({ line: '^C' });
  store.act(act);
}
