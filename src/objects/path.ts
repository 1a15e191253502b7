/** The way to a field: names, and numbers inside lists. */
export type Path = readonly (string | number)[];

/** Reads a path as the API server writes it: `spec.ports[0].port`, `metadata.labels[app.kubernetes.io/name]`. */
export function readPath(text: string): Path {
  return [...text.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)].map(([, name, key = '']) => {
    if (name !== undefined) return name;
    return /^[0-9]+$/.test(key) ? Number(key) : key;
  });
}

/** Writes a path as the API server does. */
export function writePath(path: Path): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
}
