export { carryOut } from './acts.ts';
export { brokenAt } from './invariants.ts';
export type { Invariant, Moment } from './moment.ts';
export type { Check } from './play-lesson.ts';
export { checkLesson, recordingOf, storyOf } from './play-lesson.ts';
export type { TerminalEntry } from './jobs.ts';
export type { Act, Recording, Start } from './recording.ts';
export type { Reply, Sandbox } from './sandbox.ts';
export { openSandbox } from './sandbox.ts';
export {
  breakTarget,
  defaultSettings,
  faults,
  get,
  healTarget,
  list,
  machines,
  newCluster,
  runTo,
  say,
  spell,
  submit,
} from '../cluster/index.ts';
export type { Change, Cluster, Entry, Sentence, Settings } from '../cluster/index.ts';
export { goOn, knows, kubectl, learnAll } from '../kubectl/index.ts';
export type { Follow } from '../kubectl/index.ts';
export {
  actOf,
  begin,
  enterStep,
  filesOf,
  finishStep,
  fits,
  guess,
  hintGrades,
  nameOf,
  openHint,
  readLesson,
  readLessons,
  resetStep,
  standingOf,
  stepBeside,
  stepsOf,
} from '../lesson/index.ts';
export type {
  Beginning,
  Lesson,
  Paragraph,
  Plan,
  PredictionText,
  Progress,
  StepStanding,
  StepText,
  Typed,
} from '../lesson/index.ts';
export { isKnown, keyFor, kindOf, millisOf, readKey } from '../objects/index.ts';
export type { ApiObject, Event, Millis, ObjectKey, Problem } from '../objects/index.ts';
