import type { ApiError } from '../objects/index.ts';

/** Why a command could not do (part of) its work: the API server's refusal, or a sentence of kubectl's own. */
export type Failure = { readonly status: ApiError } | { readonly text: string };

/** The failures as kubectl prints them (kubectl pkg/cmd/util/helpers.go, checkErr and MultipleErrors). */
export function spellFailures(failures: readonly Failure[]): string {
  const [first] = failures;
  if (!first) return '';
  if (failures.length > 1) return failures.map((failure) => `${inList(failure)}\n`).join('');
  if ('status' in first && first.status.reason === 'Invalid') return `${invalidText(first.status)}\n`;
  const text = inList(first);
  return 'status' in first || text.startsWith('error: ') ? `${text}\n` : `error: ${text}\n`;
}

function inList(failure: Failure): string {
  return 'text' in failure ? failure.text : `Error from server (${failure.status.reason}): ${failure.status.message}`;
}

/** One cause stands on the line, several below each other, the same one only once. */
function invalidText({ about, causes = [], message }: ApiError): string {
  const subject = about ? `The ${about.kind} "${about.name}" is invalid` : 'The request is invalid';
  const [first, ...others] = [...new Set(causes)];
  if (first === undefined) return `${subject}: ${message}`;
  return others.length === 0
    ? `${subject}: ${first}`
    : `${subject}: ${[first, ...others].map((cause) => `\n* ${cause}`).join('')}`;
}

/** The refusal with the file it comes from: `error when creating "web.yaml": …`. */
export function fromFile(status: ApiError, doing: string, source: string): Failure {
  return { status: { ...status, message: `error when ${doing} "${source}": ${status.message}` } };
}
