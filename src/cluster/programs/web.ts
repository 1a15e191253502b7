/** nginx and wordpress: what they serve. */
import type { Process, Program, ReadFile, Reply, Request } from './program.ts';

const root = '/usr/share/nginx/html';
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

/** The program of the image `nginx`. */
export const nginx: Program = {
  ports: [80],
  memory: '10Mi',
  size: 62_960_551,
  serve: ({ path }: Request, { mounts }: Process, read: ReadFile): Reply => {
    const file = path.endsWith('/') ? `${path}index.html` : path;
    const found = read(`${root}${file}`) ?? (file === '/index.html' && !mounts.includes(root) ? welcome : undefined);
    if (found !== undefined) return { status: 200, body: found };
    return file === '/index.html' ? page(403, 'Forbidden') : page(404, 'Not Found');
  },
};

function page(status: number, words: string): Reply {
  const title = `${status} ${words}`;
  const body = `<html>\n<head><title>${title}</title></head>\n<body>\n<center><h1>${title}</h1></center>\n</body>\n</html>\n`;
  return { status, body };
}

/** The program of the image `wordpress`. Left out: whether its database answers. */
export const wordpress: Program = {
  ports: [80],
  memory: '60Mi',
  size: 230_000_000,
  startUpMs: () => 1500,
  serve: (_, { env }) => ({
    status: 200,
    body: `<h1>WordPress</h1> database: ${env['WORDPRESS_DB_HOST'] ?? 'mysql'}\n`,
  }),
};
