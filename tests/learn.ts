import { learnAll } from '../src/sandbox/index.ts';

// The page fetches the rarer verbs when they are asked for; everybody else has them from the beginning.
learnAll();
