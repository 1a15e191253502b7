/** The weather of a storm: what is done at which moment, all of it drawn from one seed before anything happens. */
import type { Millis } from '../objects/index.ts';
import type { Act } from '../sandbox/index.ts';
import { faults } from '../sandbox/index.ts';
import type { Chance } from './storm-chance.ts';
import { chanceOf } from './storm-chance.ts';
import { drawManifest, drawShape, goodTag, tags } from './storm-manifests.ts';
import type { Shape } from './storm-manifests.ts';

/** An act and its moment. */
export interface TimedAct {
  readonly at: Millis;
  readonly act: Act;
}

/** What a storm does, and the manifest that is applied when it is over and no set is there. */
export interface Weather {
  readonly seed: number;
  readonly acts: readonly TimedAct[];
  readonly calm: Act;
}

type Draw = (chance: Chance, shape: Shape) => Act;

const names = [
  'kubia-0',
  'kubia-0',
  'kubia-1',
  'kubia-1',
  'kubia-2',
  'kubia-2',
  'kubia-3',
  'kubia-4',
  'kubia-5',
  'kubia-7',
];
const claims = ['data', 'logs'];

function line(text: string): Act {
  return { line: text };
}

function apply(manifest: string): Act {
  return { line: 'kubectl apply -f -', files: { '-': manifest } };
}

function patch(spec: object): Act {
  return line(`kubectl patch sts kubia -p '${JSON.stringify({ spec })}'`);
}

/** THE TABLE of what a storm can do. */
const kinds: Readonly<Record<string, Draw>> = {
  // Most manifests keep what cannot be changed; the others are refused, unless the set is gone.
  apply: (chance, shape) =>
    apply(drawManifest(chance, chance.below(6) === 0 ? drawShape(chance) : shape, chance.pick(tags))),
  scale: (chance) => line(`kubectl scale sts kubia --replicas=${chance.below(7)}`),
  image: (chance) => line(`kubectl set image sts/kubia kubia=luksa/kubia-pet:${chance.pick(tags)}`),
  undo: () => line('kubectl rollout undo sts/kubia'),
  restart: () => line('kubectl rollout restart sts/kubia'),
  partition: (chance) => patch({ updateStrategy: { rollingUpdate: { partition: chance.below(4) } } }),
  gate: (chance) => line(`ordinal gate MaxUnavailableStatefulSet=${chance.below(3) > 0}`),
  budget: (chance) => patch({ updateStrategy: { rollingUpdate: { maxUnavailable: 1 + chance.below(3) } } }),
  start: (chance) => patch({ ordinals: { start: chance.below(3) } }),
  retention: (chance) => {
    const [whenDeleted, whenScaled] = [0, 1].map(() => chance.pick(['Retain', 'Delete']));
    return patch({ persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled } });
  },
  deletePod: (chance) => line(`kubectl delete pod ${chance.pick(names)} --wait=false`),
  forcePod: (chance) => line(`kubectl delete pod ${chance.pick(names)} --grace-period=0 --force --wait=false`),
  deleteClaim: (chance) => line(`kubectl delete pvc ${chance.pick(claims)}-${chance.pick(names)} --wait=false`),
  deleteSet: (chance) => {
    const cascade = chance.pick(['background', 'foreground', 'orphan']);
    return line(`kubectl delete sts kubia --cascade=${cascade} --wait=false`);
  },
  release: (chance) => line(`kubectl label pod ${chance.pick(names)} app=other --overwrite`),
  takeBack: (chance) => line(`kubectl label pod ${chance.pick(names)} app=kubia --overwrite`),
  break: (chance) => fault(chance, 'break'),
  heal: (chance) => fault(chance, 'heal'),
};

// What each kind of target of the table of faults can be called here.
const targets: Readonly<Record<string, readonly string[]>> = {
  pod: names,
  node: ['node-1', 'node-2', 'node-3'],
  image: tags.map((tag) => `luksa/kubia-pet:${tag}`),
  storage: ['standard'],
};

// In a storm nobody asks for a name, so that one without DNS is like any other.
const felt = faults.filter(({ target }) => target in targets);

function fault(chance: Chance, verb: string): Act {
  const { target, name } = chance.pick(felt);
  return line(`ordinal ${verb} ${target}/${chance.pick(targets[target] ?? ['cluster'])} ${name}`);
}

const actsMax = 14;

/** The weather of a seed. Which kinds of acts there are at all is drawn too, so that no kind is always drowned by the others. */
export function weatherOf(seed: number, duration: Millis): Weather {
  const chance = chanceOf(seed);
  const shape = drawShape(chance);
  const drawn = Object.keys(kinds).filter(() => chance.below(2) === 0);
  const here = drawn.length > 0 ? drawn : Object.keys(kinds);
  const first: TimedAct = { at: 0, act: apply(drawManifest(chance, shape, chance.pick(tags))) };
  const count = 1 + chance.below(actsMax);
  const moments = Array.from({ length: count }, () => momentOf(chance, duration)).sort((a, b) => a - b);
  const acts = moments.flatMap((at) => actsAt(chance, shape, here, at)).sort((a, b) => a.at - b.at);
  return { seed, acts: [first, ...acts], calm: apply(drawManifest(chance, shape, goodTag)) };
}

/** Half of the acts come early, while the first pods are being made. */
function momentOf(chance: Chance, duration: Millis): Millis {
  return chance.below(chance.below(2) === 0 ? duration : Math.min(duration, 20_000));
}

/** A set that was deleted mostly comes back soon, and one that was scaled is often scaled again before that is done. */
function actsAt(chance: Chance, shape: Shape, here: readonly string[], at: Millis): readonly TimedAct[] {
  const kind = chance.pick(here);
  const acts = [{ at, act: kinds[kind]!(chance, shape) }];
  const isFollowed = chance.below(4) > 0;
  if (kind === 'deleteSet' && isFollowed) {
    const again = apply(drawManifest(chance, shape, chance.pick(tags)));
    acts.push({ at: at + chance.below(3) * chance.below(10_000), act: again });
  }
  if (kind === 'scale' && isFollowed) acts.push({ at: at + chance.below(3_000), act: kinds['scale']!(chance, shape) });
  return acts;
}
