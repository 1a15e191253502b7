import type { ApiObject } from '../objects/index.ts';
import { isKnown, kindOf, readManifest, readingErrors } from '../objects/index.ts';
import type { WrittenObject } from '../objects/index.ts';
import type { Failure } from './failures.ts';
import type { Request } from './verbs/verb.ts';

/** An object as a file gives it, in its namespace, and where it comes from. */
export interface Document {
  readonly object: ApiObject;
  readonly source: string;
}

/** What the files hold: the objects to go on with, and what kubectl says of the rest. */
export interface Documents {
  readonly documents: readonly Document[];
  readonly failures: readonly Failure[];
}

/** Reads the files of `-f`. A file that cannot be parsed gives nothing, so that no half of it is ever applied. */
export function readFiles(request: Request): Documents {
  const documents: Document[] = [];
  const failures: Failure[] = [];
  for (const path of request.given['filename'] ?? []) {
    const names = path === '-' ? ['-'] : namesUnder(path, Object.keys(request.files));
    if (typeof names === 'string') failures.push({ text: names });
    else {
      for (const name of names) readFile(request, name, documents, failures);
    }
  }
  return { documents, failures };
}

/** The file of this path, or the manifests in the folder of this path. */
function namesUnder(path: string, files: readonly string[]): readonly string[] | string {
  if (files.includes(path)) return [path];
  const folder = path.replace(/^\.\/?/, '').replace(/\/?$/, '/');
  const isRoot = folder === '/';
  const inside = files.filter((file) => (isRoot ? !file.includes('/') : file.startsWith(folder)) && file !== '-');
  if (inside.length === 0 && !['.', './', '..'].includes(path)) return `the path "${path}" does not exist`;
  const manifests = inside.filter((file) => /\.(json|yaml|yml)$/.test(file)).sort();
  return manifests.length > 0
    ? manifests
    : `error reading [${path}]: recognized file extensions are [.json .yaml .yml]`;
}

function readFile(request: Request, name: string, documents: Document[], failures: Failure[]): void {
  const source = name === '-' ? 'STDIN' : name;
  const manifest = readManifest(request.files[name] ?? '');
  failures.push(...readingErrors(manifest, source).map((text) => ({ text: text.replace(/^error: /, '') })));
  if (manifest.problems.some(({ stage }) => stage === 'parse')) return;
  for (const { object } of manifest.documents) {
    const document = documentOf(object, source, request);
    if ('text' in document) failures.push(document);
    else documents.push(document);
  }
}

function documentOf(object: WrittenObject, source: string, request: Request): Document | { readonly text: string } {
  const { apiVersion, kind } = object;
  const metadata = (object['metadata'] ?? {}) as ApiObject['metadata'];
  const { name = '', namespace } = metadata;
  if (!isKnown(apiVersion, kind)) {
    const subject = `name: "${name}" namespace: "${namespace ?? ''}" from "${source}"`;
    return {
      text: `resource mapping not found for ${subject}: no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`,
    };
  }
  if (!kindOf(kind).namespaced) return { object: { ...object, metadata }, source };
  const asked = request.given['namespace']?.at(-1);
  if (asked !== undefined && namespace !== undefined && namespace !== asked) {
    return {
      text: `the namespace from the provided object "${namespace}" does not match the namespace "${asked}". You must pass '--namespace=${namespace}' to perform this operation.`,
    };
  }
  return { object: { ...object, metadata: { ...metadata, namespace: namespace ?? request.namespace } }, source };
}
