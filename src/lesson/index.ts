export type { Goal } from './goals.ts';
export {
  absent,
  after,
  all,
  any,
  both,
  bound,
  created,
  deleted,
  exists,
  field,
  hadGone,
  hasInitContainers,
  never,
  not,
  once,
  oneAfterAnother,
  ready,
  replaced,
  turnedReady,
  untouched,
  was,
  wasNot,
} from './goals.ts';
export type { Run } from './history.ts';
export type { Instead, Language, Lesson, Plan, Typed } from './lesson.ts';
export { actOf, apply, filesOf, instead, kubectl, languages, lesson, startOf } from './lesson.ts';
export { nameOf, readLesson, readLessons } from './load.ts';
export type { Beginning, Progress, StepStanding } from './progress.ts';
export {
  begin,
  enterStep,
  finishStep,
  fits,
  guess,
  openHint,
  resetStep,
  standingOf,
  stepBeside,
  stepsOf,
  truthOf,
} from './progress.ts';
export type { Paragraph, PredictionText, StepText } from './text.ts';
export { hintGrades, readText } from './text.ts';
