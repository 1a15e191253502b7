import type { Flags } from './flags.ts';
import { verbs } from './verbs/known.ts';
import type { Verb } from './verbs/verb.ts';

/** What `kubectl` alone, or `kubectl help`, prints. */
export function helpText(): string {
  const entries = Object.entries(verbs);
  const named = entries.filter(([, verb], place) => entries.findIndex(([, other]) => other === verb) === place);
  const lines = named.map(([name, { does }]) => `  ${name.padEnd(20)} ${does}`);
  return `kubectl controls the Kubernetes cluster manager.

 Find more information at: https://kubernetes.io/docs/reference/kubectl/

Commands that this cluster knows:
${lines.join('\n')}

Usage:
  kubectl [flags] [options]

Use "kubectl <command> --help" for more information about a given command.
`;
}

/** Is this the first word of verbs that have two, such as `rollout`? */
export function isGroup(name: string): boolean {
  return Object.keys(verbs).some((path) => path.startsWith(`${name} `));
}

const groups: Readonly<Record<string, string>> = {
  rollout:
    'Manage the rollout of one or many resources.\n        \n Valid resource types include:\n\n  *  deployments\n  *  daemonsets\n  *  statefulsets',
  set: 'Configure application resources.\n\n These commands help you make changes to existing application resources.',
};

/** What the first word of a verb alone prints: its second words. */
export function groupHelp(name: string): string {
  const own = Object.entries(verbs).filter(([path]) => path.startsWith(`${name} `));
  const lines = own.map(([path, { does }]) => `  ${path.slice(name.length + 1).padEnd(13)} ${does}`);
  return `${groups[name] ?? ''}

Available Commands:
${lines.join('\n')}

Usage:
  kubectl ${name} SUBCOMMAND [options]

Use "kubectl ${name} <command> --help" for more information about a given command.
Use "kubectl options" for a list of global command-line options (applies to all commands).
`;
}

/** What `kubectl VERB --help` prints. */
export function verbHelp({ usage, does, flags }: Verb): string {
  return `${does}.\n\nOptions:\n${optionLines(flags)}\nUsage:\n  kubectl ${usage}\n`;
}

/** Only the flags that do something here have a sentence. */
function optionLines(flags: Flags): string {
  const told = Object.entries(flags).filter(([, { says }]) => says !== undefined);
  return told
    .map(([name, { short, says }]) => `    ${short ? `-${short}, ` : ''}--${name}:\n\t${says ?? ''}\n`)
    .join('\n');
}

/** Every command of kubectl 1.36, so that a typing error gets the answer that kubectl gives. */
const commands =
  'annotate api-resources api-versions apply attach auth autoscale certificate cluster-info completion config cordon cp create debug delete describe diff drain edit events exec explain expose get help kuberc kustomize label logs options patch plugin port-forward proxy replace rollout run scale set taint top uncordon version wait'.split(
    ' ',
  );

/** Is this a command of the real kubectl? */
export function isRealCommand(name: string): boolean {
  return commands.includes(name);
}

/** kubectl's answer to a command that it does not know (spf13/cobra, SuggestionsFor). */
export function unknownCommand(name: string): string {
  const near = commands.filter(
    (command) => distance(name.toLowerCase(), command) <= 2 || command.startsWith(name.toLowerCase()),
  );
  const suggestion =
    near.length > 0 && !isRealCommand(name)
      ? `\n\nDid you mean this?\n${near.map((command) => `\t${command}`).join('\n')}`
      : '';
  return `unknown command ${JSON.stringify(name)} for "kubectl"${suggestion}`;
}

/** How many letters must be added, left out or changed (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [place, other] of [...to].entries()) {
      next.push(Math.min(row[place + 1]! + 1, next[place]! + 1, row[place]! + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
