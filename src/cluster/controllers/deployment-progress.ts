/**
 * Watches the time within which a roll-out has to move on, and says on the Deployment when it has not.
 * Models DeploymentTimedOut and requeueStuckDeployment of pkg/controller/deployment (v1.36). A part of its own, because a
 * time that is no longer awaited must not keep the cluster from being at rest.
 */
import { assign, setup } from 'xstate';
import { conditionOf, keyOf, millisOf } from '../../objects/index.ts';
import type { Deployment, ReplicaSet } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { say } from '../log.ts';
import type { Answer, Part, Wake } from '../part.ts';
import { get, ownedBy } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { divide } from './deployment-replica-sets.ts';
import { hasDeadline, isComplete, progressing, withCondition } from './deployment-status.ts';
import { dateOf } from './pod-control.ts';

type Signal = { type: 'wake'; ms: number } | { type: 'done' } | { type: 'next' };

const machine = setup({
  types: { context: {} as { readonly ms: number }, input: {} as { readonly ms: number }, events: {} as Signal },
  actions: {
    step: (_, _name: string) => undefined,
    remember: assign({ ms: ({ event, context }) => (event.type === 'wake' ? event.ms : context.ms) }),
  },
  delays: { deadline: ({ context }) => context.ms },
}).createMachine({
  id: 'deployment-progress',
  context: ({ input }) => input,
  initial: 'asleep',
  on: { wake: { target: '.moving', reenter: true, actions: 'remember' }, done: '.asleep' },
  states: {
    asleep: {},
    moving: { after: { deadline: 'stuck' } },
    stuck: { entry: { type: 'step', params: 'exceed' }, on: { next: 'asleep' } },
  },
});

interface Look {
  readonly reader: Reader;
  readonly deployment: Deployment;
}

/** The part that counts the time for progress, one instance for each Deployment that is being rolled out. */
export const deploymentProgress: Part<Look> = {
  name: 'deployment-progress',
  machine,
  wakesOn: { Deployment: hear },
  begin: () => ({ ms: 0 }),
  look: (reader, of) => {
    const deployment = get<Deployment>(reader, `Deployment/${of}`);
    return deployment && { reader, deployment };
  },
  steps: { exceed },
};

/** From the last sign of progress on; a second more, as upstream looks again. */
function hear({ type, object }: Change, reader: Reader): readonly Wake[] {
  const deployment = object as Deployment;
  const of = `${deployment.metadata.namespace}/${deployment.metadata.name}`;
  const condition = conditionOf(deployment, 'Progressing');
  const isWatched =
    type !== 'deleted' &&
    hasDeadline(deployment) &&
    deployment.spec.paused !== true &&
    condition !== undefined &&
    condition.reason !== 'ProgressDeadlineExceeded' &&
    condition.reason !== 'NewReplicaSetAvailable' &&
    !isComplete(deployment, deployment.status ?? {});
  if (!isWatched) return [{ of, signal: { type: 'done' } }];
  const since = millisOf(String(condition['lastUpdateTime'] ?? ''));
  const until = since + (deployment.spec.progressDeadlineSeconds ?? 0) * 1000 + 1000;
  return [{ of, signal: { type: 'wake', ms: Math.max(0, until - dateOf(reader)) } }];
}

function exceed({ reader, deployment }: Look): Answer {
  const { spec, status, metadata } = deployment;
  const now = nowOf(reader);
  const { newSet } = divide(deployment, ownedBy<ReplicaSet>(reader, metadata.uid ?? '', 'ReplicaSet'));
  const what = newSet ? `ReplicaSet "${newSet.metadata.name}"` : `Deployment "${metadata.name}"`;
  const text = `${what} has timed out progressing.`;
  const late = progressing('False', 'ProgressDeadlineExceeded', text);
  const conditions = withCondition(status?.conditions ?? [], now, late);
  return {
    do: [
      {
        what: say('{deployment} makes no progress', { deployment: metadata.name }),
        because: say('nothing has moved for progressDeadlineSeconds: {seconds} s', {
          seconds: spec.progressDeadlineSeconds ?? 0,
        }),
        object: keyOf(deployment),
        writes: [
          { verb: 'update', object: { ...deployment, status: { ...status, conditions } }, subresource: 'status' },
        ],
      },
    ],
  };
}
