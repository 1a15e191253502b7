export type { Answer, Call, DeletionFollow, Follow, Printed, WatchFollow } from './answer.ts';
export { complete, goOn, interrupt, isPlain, knows, kubectl, promptOf, typeInto } from './kubectl.ts';
export { splitLine } from './line.ts';
export { learnAll } from './verbs/index.ts';
