let current = $state(1);

/** The step of the lesson that the learner is in, from 1. */
export function stepNow(): number {
  return current;
}

/** Tells the page which step of the lesson the learner is in. */
export function showStep(number: number): void {
  current = number;
}
