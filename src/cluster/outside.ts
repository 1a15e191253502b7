/** What is done to the cluster from outside: by the learner, mostly. Each act lets everything happen that it sets off at once. */
import { isApiError, keyOf, readKey } from '../objects/index.ts';
import type { ApiError, ApiObject, ObjectKey } from '../objects/index.ts';
import { carryOut } from './api-server.ts';
import type { Write } from './api-server.ts';
import { happen } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { carryOutHere } from './local-writes.ts';
import { say } from './log.ts';
import { beginExchange } from './network/asking.ts';
import type { Asking } from './network/asking.ts';
import { recordEntry } from './record-entry.ts';
import type { Change } from './state.ts';
import type { Storing } from './volume-data.ts';

/** What a write from outside led to. */
export interface Written {
  readonly answer: ApiObject | ApiError;
  readonly changes: readonly Change[];
}

/** A write from outside, mostly by the learner, and all it sets off at once. */
export function submit(cluster: Cluster, write: Write, who = 'you'): Written {
  cluster.state.ticksHere = 0;
  const changes: Change[] = [];
  if (write.verb === 'delete' && isPodHere(cluster, write.key)) {
    const marked = carryOut(cluster, { ...write, isOnlyMarked: true }, who);
    if (isApiError(marked)) return { answer: marked, changes };
    noteAct(cluster, write, marked, who);
    changes.push(...happen(cluster, []));
  }
  const answer = carryOut(cluster, write, who);
  if (changes.length === 0) noteAct(cluster, write, answer, who);
  changes.push(...happen(cluster, []));
  return { answer, changes };
}

/** A pod that goes at once is first marked as terminating, and the watchers hear of both. */
function isPodHere({ state }: Cluster, key: ObjectKey): boolean {
  return readKey(key).kind === 'Pod' && key in state.objects;
}

/** Writes a file on a volume, as a program does; answers with the refusal, if there is one. */
export function putFile(cluster: Cluster, file: Storing): ApiError | undefined {
  cluster.state.ticksHere = 0;
  return carryOutHere(cluster, file);
}

/** Somebody asks the network for something, mostly the learner's own machine; answers with the number of the exchange. */
export function submitAsk(cluster: Cluster, asking: Omit<Asking, 'verb'>): number {
  cluster.state.ticksHere = 0;
  return beginExchange(cluster.state, { verb: 'ask', ...asking });
}

function noteAct(cluster: Cluster, { verb }: Write, answer: ApiObject | ApiError, who: string): void {
  if (isApiError(answer) || who !== 'you') return;
  const { kind, metadata } = answer;
  const it = { object: `${kind}/${metadata.name}` };
  const what =
    verb === 'create'
      ? say('creates {object}', it)
      : verb === 'delete'
        ? say('deletes {object}', it)
        : verb === 'evict'
          ? say('evicts {object}', it)
          : say('changes {object}', it);
  const of = `${metadata.namespace ?? ''}/${metadata.name}`;
  recordEntry(cluster, {
    at: cluster.state.now,
    who: 'you',
    of,
    step: verb,
    kind: 'does',
    what,
    object: keyOf(answer),
  });
}
