import type { ApiObject, Deployment } from '../../objects/index.ts';
import { isApiError, resourceOf } from '../../objects/index.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { complain, fail, outputFlags, report, write } from './verb.ts';

/** Keeps a Deployment from rolling out what is changed (kubectl pkg/polymorphichelpers/objectpauser.go). */
export const rolloutPause: Verb = turning('pause', 'Mark the provided resource as paused', {
  doing: 'pausing',
  done: 'paused',
  paused: true,
  already: 'is already paused',
});

/** Lets a paused Deployment roll out again (objectresumer.go). */
export const rolloutResume: Verb = turning('resume', 'Resume a paused resource', {
  doing: 'resuming',
  done: 'resumed',
  paused: false,
  already: 'is not paused',
});

interface Words {
  readonly doing: string;
  readonly done: string;
  readonly paused: boolean;
  readonly already: string;
}

function turning(name: string, does: string, words: Words): Verb {
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
      for (const object of chosen.objects) turnOne(request, paper, object, words);
      paper.failures.push(...chosen.failures);
    },
  };
}

function turnOne(request: Request, paper: Paper, object: ApiObject, { doing, done, paused, already }: Words): void {
  const refuse = (why: string): void =>
    complain(paper, `error: ${resourceOf(object.kind)} "${object.metadata.name}" ${why}`);
  if (object.kind !== 'Deployment') return refuse(`${doing} is not supported`);
  const { paused: before = false, ...spec } = (object as Deployment).spec;
  if (before === paused) return refuse(already);
  const { request: rehearsed, suffix } = rehearse(request);
  const next = { ...object, spec: paused ? { ...spec, paused } : spec };
  const answer = write(rehearsed, paper, { verb: 'update', object: next });
  if (isApiError(answer)) return complain(paper, `failed to patch: ${answer.message}`);
  report(request, paper, answer, `${done}${suffix}`);
}
