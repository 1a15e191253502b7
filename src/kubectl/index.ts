export type { Answer, Call, CurlFollow, DeletionFollow, Follow, Printed, WatchFollow } from './answer.ts';
export { complete, goOn, interrupt, isPlain, knows, kubectl, promptOf, typeInto } from './kubectl.ts';
export { splitLine } from './line.ts';
export { learnAll } from './verbs/index.ts';
export { learnFollower } from './verbs/known.ts';
export { listensOn } from './verbs/proxy.ts';
