export type { Answer, Call, DeletionFollow, Follow, Printed, WatchFollow } from './answer.ts';
export { complete, goOn, isPlain, knows, kubectl } from './kubectl.ts';
export { splitLine } from './line.ts';
export { learnAll } from './verbs/index.ts';
