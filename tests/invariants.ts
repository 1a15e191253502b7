/** What must hold after every tick of every test: the invariants that storms ask too. */
export type { Invariant, Moment } from '../src/sandbox/index.ts';
export { brokenAt, oneWriter } from '../src/sandbox/index.ts';
