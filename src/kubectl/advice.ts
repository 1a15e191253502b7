/** What kubectl says about itself: help, and what is wrong with a line that no verb understands. */
import type { Answer } from './answer.ts';
import { printed, refuse } from './answer.ts';
import { groupHelp, helpText, isGroup, isRealCommand, unknownCommand, verbHelp } from './help.ts';
import { findVerb, verbs } from './verbs/known.ts';

/** The answer to a line whose words begin with no verb. */
export function withoutVerb([name, ...rest]: readonly string[]): Answer {
  if (name === undefined || (name === 'help' && rest.length === 0)) return printed(helpText());
  if (name === 'help') return helpOn(rest);
  return isGroup(name) ? incomplete(name, rest) : unknown(name);
}

function unknown(name: string): Answer {
  const known = Object.keys(verbs).join(', ');
  const hint = isRealCommand(name) ? `This cluster has no "kubectl ${name}" yet; it knows: ${known}.` : undefined;
  return refuse(`error: ${unknownCommand(name)}\n`, 1, hint);
}

/** The first word of a verb that has two, without the second. */
function incomplete(name: string, words: readonly string[]): Answer {
  if (words.includes('--help') || words.includes('-h')) return printed(groupHelp(name));
  if (words.length === 0) return { out: groupHelp(name), err: '', code: 1, changes: [] };
  const complaint = `unknown command ${JSON.stringify(words.join(' '))}`;
  return refuse(`error: ${complaint}\nSee 'kubectl ${name} -h' for help and examples\n`);
}

function helpOn([name = '', ...words]: readonly string[]): Answer {
  const found = findVerb(name, words);
  if (found) return printed(verbHelp(found.verb));
  return isGroup(name) ? printed(groupHelp(name)) : unknown(name);
}
