/** A manifest file as the learner brought it. */
export interface OwnFile {
  readonly name: string;
  readonly text: string;
}

let waiting: OwnFile | undefined;

/** Leaves a file for the sandbox that opens next. */
export function handOver(file: OwnFile): void {
  waiting = file;
}

/** Takes the file that was left, once. */
export function takeOver(): OwnFile | undefined {
  const file = waiting;
  waiting = undefined;
  return file;
}
