import { FitAddon } from '@xterm/addon-fit';
import { Terminal as Xterm } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { TerminalEntry } from '../../sandbox/index.ts';
import { textInWords } from '../sentences.svelte.ts';
import type { ShellHost } from './shell.ts';
import { goOn, newShell, prepare, type } from './shell.ts';
import { screenOf, style } from './screen.ts';

/** The terminal as its panel drives it. */
export interface Terminal {
  /** Shows what has come to the transcript since the last time. */
  show(transcript: readonly TerminalEntry[]): void;
  setLabel(label: string): void;
  fit(): void;
  close(): void;
}

/** Opens a terminal in `parent`: xterm draws, the shell edits the line, the sandbox answers. */
export function openTerminal(parent: HTMLElement, host: ShellHost): Terminal {
  const { xterm, fitting } = openXterm(parent);
  const screen = screenOf(xterm);
  let shown = 0;
  let echoed = 0;
  const shell = newShell(screen, {
    ...host,
    run(act) {
      echoed += 1;
      host.run(act);
    },
  });
  // Tab completes words; where there is none to complete, and with Shift, it goes on to the next panel as everywhere.
  xterm.attachCustomKeyEventHandler(({ key, shiftKey }) => key !== 'Tab' || (!shiftKey && shell.line.text !== ''));
  xterm.onData((data) => type(shell, data));
  prepare(shell);

  /** What was typed here stands on the screen already; what was typed by another hand is shown. */
  function print(entry: TerminalEntry): void {
    const isOwn = entry.stream === 'in' && echoed > 0;
    if (isOwn) echoed -= 1;
    const text = isOwn ? '' : textOf(entry);
    if (!text) return;
    screen.erase();
    screen.write(text);
  }

  return {
    show(transcript) {
      const news = transcript.slice(shown);
      shown = transcript.length;
      news.forEach(print);
      prepare(shell);
      if (shell.waiting.length) queueMicrotask(() => goOn(shell));
    },
    setLabel: (label) => xterm.textarea?.setAttribute('aria-label', label),
    fit() {
      if (parent.clientWidth && parent.clientHeight) fitting.fit();
    },
    close: () => xterm.dispose(),
  };
}

function openXterm(parent: HTMLElement): { readonly xterm: Xterm; readonly fitting: FitAddon } {
  const xterm = new Xterm({
    fontFamily: getComputedStyle(parent).getPropertyValue('--mono'),
    fontSize: 12.5,
    lineHeight: 1.25,
    screenReaderMode: true,
    scrollback: 5000,
    theme: themeOf(parent),
  });
  const fitting = new FitAddon();
  xterm.loadAddon(fitting);
  xterm.open(parent);
  return { xterm, fitting };
}

function textOf({ stream, text, code, prompt = '$ ' }: TerminalEntry): string {
  const lines = text.replace(/\n$/, '').split('\n');
  if (stream === 'end') return code === 130 ? '^C\r\n' : '';
  if (stream === 'in') return `${style.prompt}${prompt}${style.none}${lines.join('\r\n')}\r\n`;
  if (stream === 'out') return `${lines.join('\r\n')}\r\n`;
  if (stream === 'hint') return `${style.dim}hint: ${textInWords(lines.join('\r\n'))}${style.none}\r\n`;
  return lines.map((line) => `${styleOf(line)}${line}${style.none}\r\n`).join('');
}

function styleOf(line: string): string {
  return line.startsWith('Warning:') ? style.warn : style.bad;
}

function themeOf(element: HTMLElement): Record<string, string> {
  const styles = getComputedStyle(element);
  // The terminal is dark in both themes, so either colour of a pair will do.
  const colour = (name: string): string => /#\w{6}/.exec(styles.getPropertyValue(`--term-${name}`))?.[0] ?? '';
  const [ink, bad, warn] = [colour('ink'), colour('bad'), colour('warn')];
  return {
    background: colour('bg'),
    foreground: ink,
    cursor: ink,
    red: bad,
    brightRed: bad,
    yellow: warn,
    brightYellow: warn,
    cyan: colour('prompt'),
    brightBlack: colour('dim'),
  };
}
