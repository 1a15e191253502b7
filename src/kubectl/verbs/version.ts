import type { Verb } from './verb.ts';
import { isOn } from '../flags.ts';
import { say } from './verb.ts';

/** Says which Kubernetes this is: the one whose behaviour and words are simulated. */
export const version: Verb = {
  usage: 'version',
  does: 'Print the client and server version information',
  flags: { client: { takes: 'switch' }, output: { takes: 'text', short: 'o' } },
  run({ given }, paper) {
    say(paper, 'Client Version: v1.36.4');
    say(paper, 'Kustomize Version: v5.8.1');
    if (!isOn(given, 'client')) say(paper, 'Server Version: v1.36.2');
  },
};
