import type { ApiError } from '../objects/index.ts';
import { cutOff, goOn, losePower, reachAgain, standStill } from './apart.ts';
import { keepCommand } from './commands.ts';
import type { Commanding } from './commands.ts';
import { beginLog, writeLog } from './container-logs.ts';
import type { Logging } from './container-logs.ts';
import { beginExchange, followExchange, keepAnswer, keepSession } from './network/asking.ts';
import type { Asking, Following, Keeping, Sticking } from './network/asking.ts';
import type { Reader } from './read.ts';
import { mount, scrub, storeFile, unmount } from './volume-data.ts';
import type { Mounting, Scrubbing, Storing, Unmounting } from './volume-data.ts';

/**
 * A change that no API server hears of: files on volumes, the address that a machine gives to a pod, a fault that happens once
 * and is over; what processes write to their logs and how commands in containers stand; what somebody asks of the network, and what becomes of that; a machine is cut off, stands still, goes on, loses its power or is reached again.
 */
export type LocalWrite =
  | Storing
  | Scrubbing
  | Mounting
  | Unmounting
  | Logging
  | Commanding
  | Asking
  | Following
  | Sticking
  | Keeping
  | { readonly verb: 'reserve'; readonly node: string; readonly number: number }
  | { readonly verb: 'useUp'; readonly target: string; readonly fault: string }
  | { readonly verb: 'cutOff' | 'standStill' | 'goOn' | 'losePower' | 'reachAgain'; readonly node: string };

const verbs: ReadonlySet<string> = new Set<LocalWrite['verb']>([
  'store',
  'scrub',
  'mount',
  'unmount',
  'log',
  'newLog',
  'command',
  'ask',
  'follow',
  'stick',
  'keep',
  'reserve',
  'useUp',
  'cutOff',
  'standStill',
  'goOn',
  'losePower',
  'reachAgain',
]);

/** Does the write stay outside the API server? */
export function isLocal(write: { readonly verb: string }): write is LocalWrite {
  return verbs.has(write.verb);
}

/** Carries out such a write; only a file can be refused, in the words of a program whose write failed. */
export function carryOutHere(reader: Reader, write: LocalWrite): ApiError | undefined {
  const { state } = reader;
  if (write.verb === 'store') return storeFile(state, write);
  if (write.verb === 'scrub') scrub(state, write.backing, write.path);
  else if (write.verb === 'mount') mount(state, write);
  else if (write.verb === 'unmount') unmount(state, write);
  else if (write.verb === 'log') writeLog(state, write.log, write.text);
  else if (write.verb === 'newLog') beginLog(state, write.log);
  else if (write.verb === 'command') keepCommand(state, write);
  else if (write.verb === 'ask') beginExchange(state, write);
  else if (write.verb === 'follow') followExchange(state, write);
  else if (write.verb === 'keep') keepAnswer(state, write);
  else if (write.verb === 'stick') keepSession(state, write);
  else if (write.verb === 'reserve') state.addresses[write.node] = write.number;
  else if (write.verb === 'useUp') useUp(reader, write.target, write.fault);
  else happenTo[write.verb](reader, write.node);
  return undefined;
}

const happenTo = { cutOff, standStill, goOn, losePower, reachAgain } as const;

function useUp({ state }: Reader, target: string, fault: string): void {
  const left = (state.faults[target] ?? []).filter((each) => each !== fault);
  if (left.length > 0) state.faults[target] = left;
  else delete state.faults[target];
}
