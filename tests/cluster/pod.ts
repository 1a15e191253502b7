import type { Pod } from '../../src/objects/index.ts';
import type { Options, World } from '../world.ts';
import { world } from '../world.ts';

/** Durations without jitter, so that a story can name its moments. */
const steady = { pull: 2000, pullAgain: 0, start: 500, ready: 1000, stop: 1000, remove: 0, relist: 1000 };

/** A cluster in which everything takes exactly as long as it should. */
export function steadyWorld(options: Options = {}): World {
  const rest = { provision: 1000, attach: 1000, boot: 20_000, hop: 100, controller: 20, jitter: 0 };
  const settings = { ...options.settings, durations: { ...steady, ...rest, ...options.settings?.durations } };
  return world({ ...options, settings });
}

/** A pod `a` with this spec, in YAML. */
export function podOf(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: a}}\nspec:\n${spec.replace(/^/gm, '  ')}\n`;
}

/** The pod of this name as it stands. */
export function podNamed({ cluster }: World, name = 'a'): Pod {
  return cluster.state.objects[`Pod/default/${name}`] as Pod;
}

/** What `kubectl get pods` says of it: READY, STATUS and how often it was started again. */
export function statusOf(w: World, name = 'a'): string {
  w.act(`kubectl get pod ${name} --no-headers`);
  const [, ready, status, restarts] = w.printed.out.split(/\s+/);
  return `${ready} ${status} ${restarts}`;
}

/** Every STATUS that the pod went through, each with the second in which it began. */
export function coursesOf(w: World, seconds: number, name = 'a'): readonly string[] {
  const course: string[] = [];
  let last = '';
  for (let second = 0; second <= seconds; second++) {
    const now = statusOf(w, name);
    if (now !== last) course.push(`${second}s ${now}`);
    last = now;
    w.run('1s');
  }
  return course;
}

/** The Events about a pod, oldest first: type, reason, message, and how often. */
export function eventsOf({ cluster }: World, name = 'a'): readonly string[] {
  const events = Object.values(cluster.state.objects) as unknown as {
    kind: string;
    involvedObject: { name: string };
    type: string;
    reason: string;
    message: string;
    count: number;
  }[];
  const own = events.filter((event) => event.kind === 'Event' && event.involvedObject.name === name);
  return own.map(({ type, reason, message, count }) => `${type} ${reason} ${message}${count > 1 ? ` x${count}` : ''}`);
}
