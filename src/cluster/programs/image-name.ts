/** An image's name taken apart, as a container runtime reads it. */
export interface ImageName {
  /** Without registry, tag and `library/`: `luksa/kubia-pet`. */
  readonly repository: string;
  /** `v2`; `latest` where none is given; nothing beside a digest. */
  readonly tag: string | undefined;
  /** What is wrong with it, in the words of the reference library. */
  readonly problem?: string;
}

const shape = /^(?:([^/]+)\/)?((?:[^/:@]+\/)*[^/:@]+)(?::([^:@/]*))?(?:@([^@]+))?$/;
const piece = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/** Reads a name (distribution/reference). Left out: lengths, the kinds of digests. */
export function readImageName(image: string): ImageName {
  const [, first, rest = '', tag, digest] = shape.exec(image) ?? [];
  const isRegistry = first !== undefined && /[.:]|^localhost$/.test(first);
  const path = first === undefined || isRegistry ? rest : `${first}/${rest}`;
  const name = {
    repository: path.replace(/^library\//, ''),
    tag: tag ?? (digest === undefined ? 'latest' : undefined),
  };
  const problem = problemOf(path, tag);
  return problem === undefined ? name : { ...name, problem };
}

function problemOf(path: string, tag: string | undefined): string | undefined {
  if (path === '' || (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag))) return 'invalid reference format';
  if (path.split('/').every((part) => piece.test(part))) return undefined;
  const isUpper = path !== path.toLowerCase();
  const full = path.includes('/') ? path : `library/${path}`;
  return `invalid reference format${isUpper ? `: repository name (${full}) must be lowercase` : ''}`;
}
