/** Why the API server refuses; its texts are Kubernetes' own (apimachinery pkg/api/errors). */
export interface ApiError {
  readonly kind: 'Status';
  readonly code: number;
  readonly reason:
    | 'NotFound'
    | 'AlreadyExists'
    | 'Conflict'
    | 'Invalid'
    | 'BadRequest'
    | 'Forbidden'
    | 'TooManyRequests'
    | 'InternalError';
  readonly message: string;
  /** One line for each cause; for Invalid also the kind and name. */
  readonly causes?: readonly string[];
  readonly about?: { readonly kind: string; readonly name: string };
}

/** Is this an answer of the API server that refuses? */
export function isApiError(answer: { readonly kind: string }): answer is ApiError {
  return answer.kind === 'Status';
}

/** `resource` is the plural with its group, such as `statefulsets.apps`. */
export function notFound(resource: string, name: string): ApiError {
  return { kind: 'Status', code: 404, reason: 'NotFound', message: `${resource} "${name}" not found` };
}

/** What was asked for may not be done, and why. */
export function forbidden(resource: string, name: string, why: string): ApiError {
  return { kind: 'Status', code: 403, reason: 'Forbidden', message: `${resource} "${name}" is forbidden: ${why}` };
}

/** The name is taken. */
export function alreadyExists(resource: string, name: string): ApiError {
  return { kind: 'Status', code: 409, reason: 'AlreadyExists', message: `${resource} "${name}" already exists` };
}

/** The writer had read an older version. */
export function conflict(resource: string, name: string): ApiError {
  const because = 'the object has been modified; please apply your changes to the latest version and try again';
  const message = `Operation cannot be fulfilled on ${resource} "${name}": ${because}`;
  return { kind: 'Status', code: 409, reason: 'Conflict', message };
}

/** The object breaks a rule of its kind; `qualifiedKind` is such as `StatefulSet.apps`. */
export function invalid(kind: string, qualifiedKind: string, name: string, causes: readonly string[]): ApiError {
  const list = causes.length === 1 ? (causes[0] ?? '') : `[${causes.join(', ')}]`;
  const message = `${qualifiedKind} "${name}" is invalid: ${list}`;
  return { kind: 'Status', code: 422, reason: 'Invalid', message, causes, about: { kind, name } };
}

/** The request cannot be read as what it says it is. */
export function badRequest(message: string): ApiError {
  return { kind: 'Status', code: 400, reason: 'BadRequest', message };
}

/** The disruption budget has no room for another eviction; the cause says why. */
export function tooManyEvictions(cause: string): ApiError {
  const message = "Cannot evict pod as it would violate the pod's disruption budget.";
  return { kind: 'Status', code: 429, reason: 'TooManyRequests', message, causes: [cause] };
}

/** Two budgets speak of one pod, which evictions cannot deal with. */
export function tooManyBudgets(): ApiError {
  const message = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
  return { kind: 'Status', code: 500, reason: 'InternalError', message };
}
