import { fits } from '../../sandbox/index.ts';
import type { Lesson, Progress, Recording } from '../../sandbox/index.ts';
import { recall, remember } from '../memory.ts';

/** What the page keeps of a lesson from one visit to the next: how far the learner was, and the run itself. */
export interface Kept {
  readonly progress: Progress;
  readonly recording: Recording;
  readonly at: number;
}

function placeOf({ name }: Lesson): string {
  return `lesson.${name}`;
}

/** What was kept of this lesson; nothing when it was never begun or has been rewritten since. */
export function keptOf(lesson: Lesson): Kept | undefined {
  try {
    const kept = JSON.parse(recall(placeOf(lesson)) ?? 'null') as Kept | null;
    const isSound =
      kept?.recording.format === 1 && kept.recording.start.lesson === lesson.name && Number.isFinite(kept.at);
    return kept && isSound && fits(lesson, kept.progress) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps how far the learner is. */
export function keep(lesson: Lesson, kept: Kept): void {
  remember(placeOf(lesson), JSON.stringify(kept));
}
