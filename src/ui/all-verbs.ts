// A module of its own, so that the rarer verbs of kubectl are a chunk of their own.
export { learnAll } from '../sandbox/index.ts';
