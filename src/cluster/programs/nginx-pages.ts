/** What nginx answers: a file, its welcome page or an error page. Left out: everything that a configuration could say, types of files. */
import { fileOf, isWelcome, statusOfNginx } from './nginx.ts';
import type { Process, ReadFile } from './program.ts';
import type { Reply, Request } from './request.ts';

const welcome = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
</body>
</html>
`;

const words: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/** What the program of the image answers. */
export function serveNginx({ method, path }: Request, process: Process, read: ReadFile): Reply {
  if (method !== 'GET' && method !== 'HEAD') return errorPage(405);
  const status = statusOfNginx(path, process, read);
  if (status !== 200) return errorPage(status);
  const file = fileOf(path);
  return { status, body: isWelcome(file, process, read) ? welcome : (read(file) ?? '') };
}

/** The page that nginx shows for an error. */
export function errorPage(status: number): Reply {
  const title = `${status} ${words[status]}`;
  const body = `<html>\n<head><title>${title}</title></head>\n<body>\n<center><h1>${title}</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n`;
  return { status, body };
}
