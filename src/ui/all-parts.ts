// A module of its own, so that the parts of the cluster behind the first pod are a chunk of their own.
export { learnLateKinds, learnLateParts } from '../sandbox/index.ts';
