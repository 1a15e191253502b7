import * as words from '../paraglide/messages.js';

/** A lesson as the map of the course shows it. */
export interface CoursePlace {
  readonly name: string;
  /** What it is about, in the language of the page. */
  readonly about: () => string;
  readonly challenge?: true;
}

/** The map of the course, in the order in which it is meant to be walked. */
export const course: readonly CoursePlace[] = [
  { name: 'why-identity', about: () => words.course_why_identity() },
  { name: 'in-order', about: () => words.course_in_order() },
  { name: 'same-name-same-data', about: () => words.course_same_name_same_data() },
  { name: 'names', about: () => words.course_names() },
  { name: 'volumes', about: () => words.course_volumes() },
  { name: 'scaling', about: () => words.course_scaling() },
  { name: 'one-at-a-time', about: () => words.course_one_at_a_time() },
  { name: 'keep-or-delete', about: () => words.course_keep_or_delete() },
  { name: 'rolling-update', about: () => words.course_rolling_update() },
  { name: 'partition', about: () => words.course_partition() },
  { name: 'stuck-rollout', about: () => words.course_stuck_rollout(), challenge: true },
  { name: 'on-delete', about: () => words.course_on_delete() },
  { name: 'silent-node', about: () => words.course_silent_node() },
  { name: 'force-delete', about: () => words.course_force_delete() },
  { name: 'probes', about: () => words.course_probes() },
  { name: 'drain', about: () => words.course_drain() },
  { name: 'redis', about: () => words.course_redis() },
  { name: 'delete-the-set', about: () => words.course_delete_the_set() },
  { name: 'from-form-to-yaml', about: () => words.course_from_form_to_yaml() },
];

/** Only the names of the folders under `lessons/`: the lessons themselves are loaded with the sandbox. */
const folders = Object.keys(import.meta.glob('../../../lessons/*/lesson.ts'));
const standing = new Set(folders.map((path) => path.split('/').at(-2)?.replace(/^\d+-/, '')));

/** Is the lesson there yet? */
export function isStanding(name: string): boolean {
  return standing.has(name);
}
