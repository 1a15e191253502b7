/** nginx, as far as a kubelet's probes see it: which files there are under its root. */
import type { Process, ReadFile, Run } from './program.ts';

/** Where its files lie. */
export const root = '/usr/share/nginx/html';

/** The file that a path means; a folder means its index. */
export function fileOf(path: string): string {
  const [file = ''] = path.split(/[?#]/);
  return `${root}${file.endsWith('/') ? `${file}index.html` : file}`;
}

/** Has nobody put a volume in the place of the page that the image brings? */
export function isWelcome(file: string, { mounts }: Process, read: ReadFile): boolean {
  return file === `${root}/index.html` && read(file) === undefined && !mounts.includes(root);
}

/** With which status it answers. */
export function statusOfNginx(path: string, process: Process, read: ReadFile): number {
  const file = fileOf(path);
  if (read(file) !== undefined || isWelcome(file, process, read)) return 200;
  return file.endsWith('/index.html') ? 403 : 404;
}

/** What it says when it starts. */
export function startNginx(): Run {
  return { output: '/docker-entrypoint.sh: Configuration complete; ready for start up\n' };
}
