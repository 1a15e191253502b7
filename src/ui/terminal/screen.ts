import type { Terminal as Xterm } from '@xterm/xterm';
import type { Line } from './line-editor.ts';
import { columnsOf } from './line-editor.ts';

/** The styles of the terminal's text, as a terminal writes them. */
export const style = {
  prompt: '\x1b[36m',
  bad: '\x1b[1;31m',
  warn: '\x1b[1;33m',
  dim: '\x1b[90m',
  none: '\x1b[0m',
} as const;

/** The screen of the terminal with the line that is being typed on it, at the end of everything else. */
export interface Screen {
  /** Is the line that is being typed on the screen? */
  readonly isPrompting: boolean;
  /** Draws the line after its prompt, in the place where it stood before. */
  draw(prompt: string, line: Line): void;
  /** Takes the line from the screen, to write something before it. */
  erase(): void;
  /** Leaves the line where it stands; `more` is written behind it, and what follows comes below. */
  leave(more?: string): void;
  /** Writes text where the line is not. */
  write(text: string): void;
  /** Takes everything from the screen. */
  clear(): void;
}

/** The screen of this xterm. */
export function screenOf(xterm: Xterm): Screen {
  let isPrompting = false;
  let rowsAbove = 0;

  function erase(): void {
    if (isPrompting) xterm.write(`${rowsAbove ? `\x1b[${rowsAbove}A` : ''}\r\x1b[J`);
    [isPrompting, rowsAbove] = [false, 0];
  }

  return {
    get isPrompting() {
      return isPrompting;
    },
    draw(prompt, { text, cursor }) {
      const width = xterm.cols;
      const end = prompt.length + columnsOf(text);
      const at = prompt.length + columnsOf(text.slice(0, cursor));
      const up = Math.floor(end / width) - Math.floor(at / width);
      erase();
      xterm.write(`${style.prompt}${prompt}${style.none}${text}${end % width === 0 ? '\r\n' : ''}`);
      xterm.write(`${up ? `\x1b[${up}A` : ''}\r${at % width ? `\x1b[${at % width}C` : ''}`);
      [isPrompting, rowsAbove] = [true, Math.floor(at / width)];
    },
    erase,
    leave(more = '') {
      xterm.write(`${more}\r\n`);
      [isPrompting, rowsAbove] = [false, 0];
    },
    write: (text) => xterm.write(text),
    clear: () => xterm.clear(),
  };
}
