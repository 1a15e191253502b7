/**
 * Why a turn waits for a pod, and what is held up by that.
 * Upstream says it to the log of the controller manager only (stateful_set_control.go, processReplica, processCondemned); here it is
 * what the page shows.
 */
import { firstOrdinal, keyOf, podName } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Wait } from '../part.ts';
import type { Member } from './stateful-set-members.ts';
import { highestNotOn } from './stateful-set-roster.ts';
import type { Turn } from './stateful-set-turn.ts';

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
  const {
    set,
    replicas,
    unsettled,
    condemned,
    revisions: { update },
  } = turn;
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
  const { name: revision } = update.metadata;
  const isOld = (member: Member | undefined): boolean => member !== undefined && member.revision !== revision;
  let highest = highestNotOn(turn, revision);
  while (highest >= 0 && !isOld(replicas[highest])) highest -= 1;
  const old = replicas[highest]?.pod.metadata.name;
  return old === undefined
    ? {}
    : { because: say('OrderedReady updates {next} only when all pods are Ready', { next: old }) };
}

/** The wait of an update for the pod at this place. */
export function waitForUpdate(turn: Turn, place: number): Wait {
  const member = turn.replicas[place];
  const pod = podName(turn.set, firstOrdinal(turn.set) + place);
  return member ? waitFor(turn, place, member) : { wait: say('{pod} is not there yet', { pod }) };
}
