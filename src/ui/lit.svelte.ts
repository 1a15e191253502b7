let names = $state.raw<ReadonlySet<string>>(new Set());

/** The names that are pointed at, such as `kubia-1` or `partition`: stage and manifest light them up. */
export function lit(): ReadonlySet<string> {
  return names;
}

/** Lights up these names and no others; without names the light goes out. */
export function light(...pointedAt: readonly string[]): void {
  if (pointedAt.length || names.size) names = new Set(pointedAt);
}
