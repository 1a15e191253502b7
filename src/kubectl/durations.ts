import type { ApiObject } from '../objects/index.ts';
import { millisOf } from '../objects/index.ts';

/** A moment as milliseconds since 1970, on the cluster's virtual calendar. */
export type Moment = number;

/** How long ago something was, in kubectl's short form (apimachinery pkg/util/duration, HumanDuration). */
export function humanDuration(elapsedMs: number): string {
  const seconds = Math.trunc(elapsedMs / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return pair(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (hours < 192) return pair(days, 'd', hours % 24, 'h');
  if (days < 730) return `${days}d`;
  const years = Math.trunc(days / 365);
  return days < 2920 ? pair(years, 'y', days % 365, 'd') : `${years}y`;
}

function pair(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big}${bigUnit}` : `${big}${bigUnit}${small}${smallUnit}`;
}

/** The time since a timestamp of the API; `<unknown>` when there is none. */
export function since(timestamp: string | null | undefined, now: Moment): string {
  return timestamp ? humanDuration(now - millisOf(timestamp)) : '<unknown>';
}

/** The AGE of an object. */
export function age(object: ApiObject, now: Moment): string {
  return since(object.metadata.creationTimestamp, now);
}

/** A duration as Go prints it: `8s`, `100ms`, `1m30s`. */
export function goDuration(ms: number): string {
  if (ms !== 0 && Math.abs(ms) < 1000) return `${ms}ms`;
  const minutes = Math.trunc(ms / 60_000);
  const seconds = `${(ms % 60_000) / 1000}s`;
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.trunc(minutes / 60)}h${minutes % 60}m${seconds}`;
}
