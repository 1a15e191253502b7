import type { Act } from '../../sandbox/index.ts';
import { actOf, endWord } from './here-document.ts';
import type { Line, Wish } from './line-editor.ts';
import { commonStart, emptyLine, insert, keysIn, nextLine, press } from './line-editor.ts';
import type { Screen } from './screen.ts';
import { style } from './screen.ts';

/** What a shell asks of the page. */
export interface ShellHost {
  /** Carries out a typed line; its answer has to be shown before the call returns. */
  readonly run: (act: Act) => void;
  /** Ends the running command. */
  readonly interrupt: () => void;
  readonly complete: (line: string) => readonly string[];
  /** What stands before the line that can be typed now; nothing while a command runs that hears no lines. */
  readonly prompt: () => string | undefined;
  /** The learner wants to go on to the next panel. */
  readonly leave: () => void;
}

/** What lies between the keyboard and the sandbox: the line in hand, an open here-document, and keys that wait. */
export interface Shell {
  readonly screen: Screen;
  readonly host: ShellHost;
  line: Line;
  document: { readonly first: string; readonly end: string; readonly body: string[] } | undefined;
  readonly waiting: string[];
}

/** A shell in which nothing has been typed. */
export function newShell(screen: Screen, host: ShellHost): Shell {
  return { screen, host, line: emptyLine(), document: undefined, waiting: [] };
}

/** Takes what the keyboard or a paste sent. Keys that come while a command runs wait for it; an interruption does not. */
export function type(shell: Shell, data: string): void {
  if (data === '\x1b') return shell.host.leave();
  if (data === '\x03' && isBusy(shell)) return shell.host.interrupt();
  if (data === '\x04' && isInSession(shell) && shell.line.text === '') return endSession(shell);
  for (const key of keysIn(data)) shell.waiting.push(key);
  goOn(shell);
}

/** Takes the keys that wait, as far as the prompt is free. */
export function goOn(shell: Shell): void {
  while (shell.waiting.length && !isBusy(shell)) take(shell, shell.waiting.shift() ?? '');
}

/** Shows the prompt unless a command holds it. */
export function prepare(shell: Shell): void {
  const { screen } = shell;
  if (isBusy(shell)) screen.erase();
  else if (!screen.isPrompting) draw(shell);
}

/** The prompt of the learner's own machine. */
const ownPrompt = '$ ';

function isBusy({ host }: Shell): boolean {
  return host.prompt() === undefined;
}

/** Does a command in a container hear what is typed? */
function isInSession({ host }: Shell): boolean {
  const prompt = host.prompt();
  return prompt !== undefined && prompt !== ownPrompt;
}

function endSession(shell: Shell): void {
  leaveLine(shell, '^D');
  shell.host.run({ line: '^D' });
  prepare(shell);
}

const grants: Readonly<Record<Wish, (shell: Shell) => void>> = {
  enter,
  complete,
  interrupt(shell) {
    leaveLine(shell, '^C');
    shell.document = undefined;
    shell.line = emptyLine(shell.line.history);
    if (isInSession(shell)) shell.host.interrupt();
    prepare(shell);
  },
  clear(shell) {
    shell.screen.clear();
    draw(shell);
  },
  leave: ({ host }) => host.leave(),
};

function take(shell: Shell, key: string): void {
  const { line, wish } = press(shell.line, key);
  shell.line = line;
  if (wish) grants[wish](shell);
  else draw(shell);
}

function draw({ screen, host, document, line }: Shell): void {
  screen.draw(document ? '> ' : (host.prompt() ?? ''), line);
}

function leaveLine(shell: Shell, more?: string): void {
  shell.line = { ...shell.line, cursor: shell.line.text.length };
  draw(shell);
  shell.screen.leave(more);
}

function enter(shell: Shell): void {
  leaveLine(shell);
  const typed = shell.line.text;
  shell.line = shell.document ? emptyLine(shell.line.history) : nextLine(shell.line);
  const end = endWord(typed);
  if (isInSession(shell)) shell.host.run({ line: typed });
  else if (typed.trim() === 'clear' && !shell.document) shell.screen.clear();
  else if (shell.document) continueDocument(shell, shell.document, typed);
  else if (end) shell.document = { first: typed, end, body: [] };
  else if (typed.trim()) shell.host.run({ line: typed.trim() });
  prepare(shell);
}

function continueDocument(shell: Shell, { first, end, body }: NonNullable<Shell['document']>, typed: string): void {
  if (typed.trim() !== end) return void body.push(typed);
  shell.document = undefined;
  shell.host.run(actOf(first.trim(), body));
}

function complete(shell: Shell): void {
  if (isInSession(shell)) return;
  const head = shell.line.text.slice(0, shell.line.cursor);
  const word = /\S*$/.exec(head)?.[0] ?? '';
  const found = shell.host.complete(head);
  const common = commonStart(found);
  if (common.length > word.length) shell.line = insert(shell.line, common.slice(word.length));
  if (found.length === 1 && !/[/=]$/.test(common)) shell.line = insert(shell.line, ' ');
  else if (found.length > 1 && common.length <= word.length) {
    shell.screen.leave();
    shell.screen.write(`${style.dim}${found.join('  ')}${style.none}\r\n`);
  }
  draw(shell);
}
