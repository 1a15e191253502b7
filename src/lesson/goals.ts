import { get, say } from '../cluster/index.ts';
import type { Sentence } from '../cluster/index.ts';
import { isRunningAndReady, keyFor, kindOf } from '../objects/index.ts';
import type { Claim, Millis, ObjectKey, Pod } from '../objects/index.ts';
import { happened, stood } from './history.ts';
import type { Run } from './history.ts';

/** How a goal stands: met, or what is missing; `brokenAt` is the moment at which a promise was broken. */
export interface GoalStatus {
  readonly met: boolean;
  readonly missing?: Sentence;
  readonly brokenAt?: Millis;
}

/** A predicate over the cluster and its history. */
export type Goal = (run: Run) => GoalStatus;

/** A moment of the run, once it has been reached. */
export type Moment = (run: Run) => Millis | undefined;

/** Something that was so, or was not so, at a moment of the run. */
export type Fact = (run: Run, at: Millis) => boolean;

const met: GoalStatus = { met: true };

function missing(sentence: Sentence): GoalStatus {
  return { met: false, missing: sentence };
}

/** The key behind `Kind/name`; lessons live in the namespace `default`. */
function keyOfName(name: string): ObjectKey {
  const [kind = '', rest = ''] = name.split('/');
  return keyFor(kind, kindOf(kind).namespaced ? 'default' : undefined, rest);
}

/** Every goal is met; what is missing is what the first unmet one misses. */
export function all(...goals: readonly Goal[]): Goal {
  return (run) => goals.map((goal) => goal(run)).find((status) => !status.met) ?? met;
}

/** At least one of the goals is met. */
export function any(...goals: readonly Goal[]): Goal {
  return (run) => {
    const statuses = goals.map((goal) => goal(run));
    return statuses.find((status) => status.met) ?? statuses[0] ?? met;
  };
}

/** The moment must not come; when it has, the goal stays broken and names it. */
export function never(moment: Moment, sentence: Sentence): Goal {
  return (run) => {
    const at = moment(run);
    return at === undefined ? met : { met: false, missing: sentence, brokenAt: at };
  };
}

/** Every object, each as `Kind/name`, is there. */
export function exists(...names: readonly string[]): Goal {
  return (run) => {
    const absent = names.find((name) => !get(run, keyOfName(name)));
    return absent === undefined ? met : missing(say('{name} is not there yet', { name: shortName(absent) }));
  };
}

/** None of the objects is there. */
export function absent(...names: readonly string[]): Goal {
  return (run) => {
    const present = names.find((name) => get(run, keyOfName(name)));
    return present === undefined ? met : missing(say('{name} is still there', { name: shortName(present) }));
  };
}

/** Every pod is Running and Ready. */
export function ready(...pods: readonly string[]): Goal {
  return (run) => {
    for (const pod of pods) {
      const found = get<Pod>(run, keyOfName(`Pod/${pod}`));
      if (!found) return missing(say('{name} is not there yet', { name: pod }));
      if (!isRunningAndReady(found)) return missing(say('{pod} is not Ready yet', { pod }));
    }
    return met;
  };
}

/** A field of an object has this value; the path is dotted, as in `spec.replicas`. */
export function field(name: string, path: string, wanted: string | number | boolean): Goal {
  return (run) => {
    const object = get(run, keyOfName(name));
    if (!object) return missing(say('{name} is not there yet', { name: shortName(name) }));
    const found = path
      .split('.')
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object);
    if (found === wanted) return met;
    const values = { field: path.split('.').at(-1) ?? path, found: String(found), wanted: String(wanted) };
    return missing(say('{field} is {found}, not {wanted}', values));
  };
}

/** Every claim is bound to a volume. */
export function bound(...claims: readonly string[]): Goal {
  return (run) => {
    for (const claim of claims) {
      const found = get<Claim>(run, keyOfName(`PersistentVolumeClaim/${claim}`));
      if (!found) return missing(say('{name} is not there yet', { name: claim }));
      if (found.status?.phase !== 'Bound') return missing(say('{claim} has no volume yet', { claim }));
    }
    return met;
  };
}

/** The pod was created at a moment at which the one before it was Ready. */
function createdAfterReady(pod: string, before: string): Goal {
  return (run) => {
    const at = happened(run, keyOfName(`Pod/${pod}`), 'created').at(-1);
    if (at === undefined) return missing(say('{name} is not there yet', { name: pod }));
    if (stood(run, keyOfName(`Pod/${before}`), at) === 'ready') return met;
    return { met: false, missing: say('{pod} was created before {before} was Ready', { pod, before }), brokenAt: at };
  };
}

/** Each pod was created only when the one named before it was Ready. */
export function oneAfterAnother(...pods: readonly string[]): Goal {
  return all(...pods.slice(1).map((pod, place) => createdAfterReady(pod, pods[place] ?? '')));
}

/** The pod has gone and come back, Ready, since the step began. */
export function replaced(pod: string): Goal {
  const isBack = ready(pod);
  return (run) => {
    const isGone = deleted(pod)(run) !== undefined;
    return isGone ? isBack(run) : missing(say('{pod} has not been replaced yet', { pod }));
  };
}

/** The pods are the ones that they were when the step began. */
export function untouched(...pods: readonly string[]): Goal {
  return all(
    ...pods.map((pod) => exists(`Pod/${pod}`)),
    ...pods.map((pod) => never(deleted(pod), say('{pod} has been replaced', { pod }))),
  );
}

/** The object, as `Kind/name`, was created in this step. */
export function created(name: string): Moment {
  return (run) => happened(run, keyOfName(name), 'created').find((at) => at >= run.since);
}

/** The pod turned Ready in this step. */
export function turnedReady(pod: string): Moment {
  return (run) => happened(run, keyOfName(`Pod/${pod}`), 'ready').find((at) => at >= run.since);
}

/** The pod went in this step. */
export function deleted(pod: string): Moment {
  return (run) => happened(run, keyOfName(`Pod/${pod}`), 'gone').find((at) => at >= run.since);
}

/** A goal as a moment: now, as long as it is met. */
export function once(goal: Goal): Moment {
  return (run) => (goal(run).met ? run.state.now : undefined);
}

/** So many milliseconds after another moment. */
export function after(ms: Millis, moment: Moment): Moment {
  return (run) => {
    const at = moment(run);
    return at !== undefined && at + ms <= run.state.now ? at + ms : undefined;
  };
}

/** The objects, each as `Kind/name`, were there. */
export function was(...names: readonly string[]): Fact {
  return (run, at) => names.every((name) => stood(run, keyOfName(name), at) !== 'absent');
}

/** None of the objects was there. */
export function wasNot(...names: readonly string[]): Fact {
  return (run, at) => names.every((name) => stood(run, keyOfName(name), at) === 'absent');
}

/** The pods had gone at some time between the beginning of the step and the moment. */
export function hadGone(...pods: readonly string[]): Fact {
  return (run, at) => pods.every((pod) => (deleted(pod)(run) ?? Infinity) <= at);
}

/** The pod starts with containers that run before its own. */
export function hasInitContainers(pod: string): Fact {
  return (run) => Boolean(get<Pod>(run, keyOfName(`Pod/${pod}`))?.spec.initContainers?.length);
}

/** Every fact held. */
export function both(...facts: readonly Fact[]): Fact {
  return (run, at) => facts.every((fact) => fact(run, at));
}

/** The fact did not hold. */
export function not(fact: Fact): Fact {
  return (run, at) => !fact(run, at);
}

function shortName(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
