import { decode } from './decode.ts';
import { isKnown, kindOf } from './kinds.ts';
import { type ManifestDocument, type Problem, readManifest } from './manifest.ts';
import type { Range } from './manifest-text.ts';
import { notSimulated } from './not-simulated.ts';
import { writePath } from './path.ts';

function problem(range: Range, message: string, path?: string): Problem {
  return { ...range, message, severity: 'error', ...(path === undefined ? {} : { path }) };
}

function keptProblem(range: Range, path: string): Problem {
  return { ...range, message: `kept, not simulated: ${path}`, severity: 'info', path };
}

/** A cause says its path first: `spec.replicas: Invalid value: …`. */
function ofCause(document: ManifestDocument, cause: string): Problem {
  const path = cause.slice(0, cause.indexOf(': '));
  return problem(document.rangeOf(path), cause, path);
}

function checkDocument(document: ManifestDocument): readonly Problem[] {
  const { object: written, rangeOf } = document;
  const { apiVersion, kind } = written;
  if (!isKnown(apiVersion, kind)) {
    return [problem(rangeOf('kind'), `no matches for kind "${kind}" in version "${apiVersion}"`, 'kind')];
  }
  const { object, faults } = decode(written, { strict: true });
  const problems = faults.map(({ kind: fault, message, path }) =>
    problem(rangeOf(path, fault === 'unknown' ? 'key' : 'value'), message, writePath(path)),
  );
  const kept = notSimulated(written).map((path) => keptProblem(rangeOf(path, 'key'), path));
  if (!object.metadata.name || faults.some((fault) => fault.kind === 'type')) return [...problems, ...kept];
  const { defaults, validate } = kindOf(kind);
  const causes = validate?.(defaults?.(object) ?? object) ?? [];
  return [...problems, ...[...new Set(causes)].map((cause) => ofCause(document, cause)), ...kept];
}

/**
 * All that can be said of a text while it is being written, with places: what reading says, then for each object what
 * the API server would say if it were new. What it may not change of an object that is there is left to `kubectl apply`.
 */
export function checkManifest(text: string): readonly Problem[] {
  const { documents, problems } = readManifest(text);
  return [...problems, ...documents.flatMap(checkDocument)];
}
