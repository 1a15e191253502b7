export { carryOut, knows } from './acts.ts';
export { fullTarget, objectOfTarget, targetKinds, targetOf, typedTarget } from './fault-targets.ts';
export { learnAll } from './learn.ts';
export { brokenAt, oneWriter } from './invariants.ts';
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
  isBroken,
  learnLateParts,
  list,
  machines,
  newCluster,
  podsOnNode,
  podsWithClaim,
  lookUp,
  resolve,
  runTo,
  say,
  sourceId,
  spell,
  submit,
  submitAsk,
  telling,
  whyLost,
} from '../cluster/index.ts';
export type {
  Change,
  Cluster,
  DnsAnswer,
  DnsRecord,
  Entry,
  Exchange,
  Fault,
  Message,
  Place,
  Sentence,
  Settings,
  Told,
  Try,
} from '../cluster/index.ts';
export { goOn, isPlain, kubectl } from '../kubectl/index.ts';
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
export {
  conditionOf,
  isKnown,
  isTerminating,
  keyFor,
  kindOf,
  learnLateKinds,
  millisOf,
  notSimulated,
  readKey,
} from '../objects/index.ts';
export type {
  ApiObject,
  Claim,
  Condition,
  Container,
  ContainerState,
  ContainerStatus,
  Event,
  Lease,
  Millis,
  Node,
  ObjectKey,
  Pod,
  Probe,
  Problem,
  Volume,
} from '../objects/index.ts';
