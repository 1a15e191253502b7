import { durationOf } from '../../src/kubectl/flags.ts';
import type { Done, Terminal } from './player.ts';

/*
 * A transcript is a session as one would see it:
 *   # what this part is about
 *   $ kubectl get pods          a command, and below it what it prints: stderr behind "! ", an exit code as [exit 1]
 *   $ kubectl get pods -w &     one that goes on in the background; what it prints comes up when time passes
 *   $ cat > a.yaml <<END        a file, up to the line END
 *   (5s later)                  time passes
 * Playing one keeps comments and commands and writes everything else anew.
 */

/** Plays the commands of a transcript and answers with the transcript as it comes out. */
export function play(transcript: string, terminal: Terminal): string {
  const jobs: (() => string)[] = [];
  const lines = transcript.split('\n');
  let text = '';
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, file] = /^\$ cat > (\S+) <<END$/.exec(line) ?? [];
    const [, pause] = /^\((\S+) later\)$/.exec(line) ?? [];
    if (line.startsWith('# ')) text += `${text === '' ? '' : '\n'}${line}\n`;
    else if (file !== undefined) {
      const end = lines.indexOf('END');
      const content = `${lines.splice(0, end).join('\n')}\n`;
      lines.shift();
      terminal.files[file] = content;
      text += `${line}\n${content}END\n`;
    } else if (pause !== undefined) {
      terminal.rest(durationOf(pause) ?? 0);
      text += `${line}\n${jobs.map((look) => look()).join('')}`;
    } else if (line.startsWith('$ ') && line.endsWith(' &')) {
      const look = terminal.watch(line.slice(2, -2));
      jobs.push(look);
      text += `${line}\n${look()}`;
    } else if (line.startsWith('$ ')) {
      text += `${line}\n${shown(terminal.type(line.slice(2)))}${jobs.map((look) => look()).join('')}`;
    }
  }
  return text;
}

function shown({ out, err, code }: Done): string {
  const errors = err.replace(/^(?=.|\n.)/gm, '! ');
  const whole = out === '' || out.endsWith('\n') ? out : `${out}\n`;
  return `${whole}${err === '' ? '' : errors}${code === 0 ? '' : `[exit ${code}]\n`}`;
}
