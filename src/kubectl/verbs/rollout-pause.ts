import { resourceOf } from '../../objects/index.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags } from './dry-run.ts';
import type { Verb } from './verb.ts';
import { complain, fail, outputFlags } from './verb.ts';

/** Only Deployments can be paused, and there are none here (kubectl pkg/polymorphichelpers/objectpauser.go). */
export const rolloutPause: Verb = refusing('pause', 'Mark the provided resource as paused', 'pausing');

/** Nothing can be paused, so nothing can be resumed (objectresumer.go). */
export const rolloutResume: Verb = refusing('resume', 'Resume a paused resource', 'resuming');

function refusing(name: string, does: string, doing: string): Verb {
  return {
    usage: `rollout ${name} RESOURCE`,
    does,
    flags: { ...choiceFlags, ...dryRunFlags, ...outputFlags },
    run(request, paper) {
      if (request.args.length === 0 && !request.given['filename']) {
        return fail(paper, 'required resource not specified');
      }
      const chosen = chosenObjects(request, paper, `rollout ${name}`, { isWide: true });
      if (!chosen) return;
      for (const { kind, metadata } of chosen.objects) {
        complain(paper, `error: ${resourceOf(kind)} "${metadata.name}" ${doing} is not supported`);
      }
      paper.failures.push(...chosen.failures);
    },
  };
}
