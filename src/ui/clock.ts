/** A moment of virtual time as the page shows it: `T+03:02`, with hours where there are any. */
export function clockText(ms: number): string {
  return `T+${timeText(ms, 2)}`;
}

/** Minutes and seconds, `3:02`; `digits` is how many the minutes have at least. */
export function timeText(ms: number, digits = 1): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = `${String(minutes).padStart(hours ? 2 : digits, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** A length of time as kubectl writes it, in a word: `45s`, `3m5s`. */
export function spanText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds}s`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}h${minutes}m` : `${minutes}m${seconds % 60 ? `${seconds % 60}s` : ''}`;
}
