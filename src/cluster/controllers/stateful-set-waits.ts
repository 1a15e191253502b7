/**
 * Why a turn waits for a pod, and what is held up by that.
 * Upstream says it to the log of the controller manager only (stateful_set_control.go, processReplica, processCondemned); here it is
 * what the page shows.
 */
import { firstOrdinal, keyOf, podName, withFields } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Wait } from '../part.ts';
import type { Member } from './stateful-set-members.ts';
import { highestNotOn } from './stateful-set-roster.ts';
import type { Turn } from './stateful-set-turn.ts';
import { isOld } from './stateful-set-update.ts';
import type { Unavailable } from './stateful-set-update.ts';

/** The wait for a pod that is not as OrderedReady wants it before it goes on; when minReadySeconds are over, the status looks again. */
export function waitFor(turn: Turn, place: number, member: Member): Wait {
  const it = { pod: member.pod.metadata.name };
  const rest = { object: keyOf(member.pod), ...heldUp(turn, place) };
  if (member.isTerminating) return { wait: say('{pod} is still terminating', it), ...rest };
  if (!member.isReady) return { wait: say('{pod} is not Ready yet', it), ...rest };
  return { wait: say('{pod} is Ready, but not yet for minReadySeconds', it), ...rest };
}

/** What OrderedReady holds up while the pod at this place is not as it should be. */
function heldUp(turn: Turn, place: number): { because?: Sentence } {
  const { set, replicas, unsettled, condemned } = turn;
  const ended = unsettled.find((other) => other > place && replicas[other]?.hasEnded);
  if (ended !== undefined) {
    const next = replicas[ended]?.pod.metadata.name ?? '';
    return { because: say('OrderedReady replaces {next} only when all lower pods are Ready', { next }) };
  }
  const missing = unsettled.find((other) => !replicas[other]);
  if (missing !== undefined) {
    const next = podName(set, firstOrdinal(set) + missing);
    return { because: say('OrderedReady creates {next} only after it', { next }) };
  }
  const going = condemned[0]?.pod.metadata.name;
  if (going !== undefined) {
    return { because: say('OrderedReady removes {next} only when all lower pods are Ready', { next: going }) };
  }
  const old = nextToUpdate(turn);
  if (old) {
    const next = old.pod.metadata.name;
    return { because: say('OrderedReady updates {next} only when all pods are Ready', { next }) };
  }
  const it = replicas[place];
  return it?.isTerminating
    ? { because: say('{pod} is created again only when it is gone', { pod: it.pod.metadata.name }) }
    : {};
}

/** The pod that the update takes next as soon as it may: none below the partition, none that is on its way out already. */
export function nextToUpdate(turn: Turn): Member | undefined {
  const { set, replicas, revisions } = turn;
  const { type, rollingUpdate } = set.spec.updateStrategy;
  if (type === 'OnDelete') return undefined;
  const { name: revision } = revisions.update.metadata;
  for (let place = highestNotOn(turn, revision); place >= (rollingUpdate?.partition ?? 0); place--) {
    const member = replicas[place];
    if (member && isOld(member, revision)) return member;
  }
  return undefined;
}

/** The wait of an update for the pod at this place; `out` are all pods that are not available, where a budget counts them. */
export function waitForUpdate(turn: Turn, place: number, out?: Unavailable): Wait {
  const member = turn.replicas[place];
  const pod = podName(turn.set, firstOrdinal(turn.set) + place);
  const wait = member ? waitFor(turn, place, member) : { wait: say('{pod} is not there yet', { pod }) };
  return withFields(wait, { because: out ? overBudget(turn, out) : whyUpdateWaits(turn) });
}

function whyUpdateWaits(turn: Turn): Sentence {
  return nextToUpdate(turn)
    ? say('an update goes on only when it is available')
    : say('Parallel holds nothing up for it, and no pod is left to be updated');
}

function overBudget({ set }: Turn, { places, budget }: Unavailable): Sentence {
  const pods = someOf(places.map((place) => podName(set, firstOrdinal(set) + place)));
  return say('maxUnavailable is {budget}, and these are unavailable: {pods}', { budget, pods });
}

const namesMax = 5;

function someOf(names: readonly string[]): string {
  return names.length > namesMax ? `${names.slice(0, namesMax).join(', ')} …` : names.join(', ');
}

/** What a turn says that has nothing to do: all is as it should be, or what stays old, and why. */
export function whatRests(turn: Turn): Sentence {
  const { set, settled, replicas, revisions } = turn;
  const { type, rollingUpdate } = set.spec.updateStrategy;
  const { name: revision } = revisions.update.metadata;
  const count = set.spec.replicas;
  const all = [...settled.values()].reduce((sum, each) => sum + each, 0);
  if (all === (settled.get(revision) ?? 0)) return say('{count} of {count} pods are as they should be', { count });
  const old = replicas.flatMap((member) => (member && member.revision !== revision ? member.pod.metadata.name : []));
  const pods = someOf(old);
  const { partition = 0 } = rollingUpdate ?? {};
  return type === 'OnDelete'
    ? say('with OnDelete nobody but you deletes what is old: {pods}', { pods })
    : say('below the partition {partition} stays old: {pods}', { pods, partition });
}
