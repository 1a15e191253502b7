import type { Act, Recording, Reply, Sandbox } from '../sandbox/index.ts';
import { partsFetcher } from './kubectl.ts';
import { newPlayer } from './player.svelte.ts';

/** How fast virtual time may run beside wall time. */
export const speeds = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64] as const;

/** The most wall time that one slice of the simulation may take, so that the page stays at the learner's hand. */
const sliceMs = 8;

/** The sandbox as runes: whoever reads `sandbox` or `now` in a component follows every change. */
export interface SandboxStore {
  readonly sandbox: Sandbox;
  readonly now: number;
  /** Rises when another sandbox takes the place: what was built from the old one is built anew. */
  readonly epoch: number;
  readonly playing: boolean;
  speed: number;
  /** Carries out a line of the terminal, with the files it names. */
  act(act: Act): Reply;
  play(): void;
  pause(): void;
  /** On to the next thing that happens, however far away it is; false when nothing is due. A cluster that is held waits for its parts. */
  nextEvent(): boolean;
  /** Moves virtual time on by so much wall time, for at most `budgetMs`; what does not fit is left out, not caught up. */
  advance(wallMs: number, budgetMs?: number): void;
  /** Another sandbox takes the place: the lesson starts anew, say. */
  replace(next: Sandbox): void;
  close(): void;
}

/** Holds a sandbox for the page: the only subscriber, and the only one who plays. `fail` hears of mistakes of ours. */
export function holdSandbox(first: Sandbox, fail: (error: unknown, recording: Recording) => void): SandboxStore {
  let sandbox = $state.raw(first);
  let version = $state.raw(0);
  let epoch = $state.raw(0);
  let speed = $state(1);
  let goal = 0;
  let unsubscribe = first.subscribe(changed);
  const player = newPlayer((wallMs) => advance(wallMs));
  const fetchParts = partsFetcher(() => guarded(() => sandbox.seek(sandbox.now)), player.pause);

  function changed(): void {
    version += 1;
    if (sandbox.isHeld) fetchParts();
  }

  function guarded<Result>(move: () => Result): Result {
    try {
      return move();
    } catch (error) {
      player.pause();
      fail(error, sandbox.recording);
      throw error;
    }
  }

  function advance(wallMs: number, budgetMs = sliceMs): void {
    const until = performance.now() + budgetMs;
    goal = Math.max(goal, sandbox.now) + wallMs * speed;
    const arrived = guarded(() => sandbox.seek(goal, () => performance.now() < until));
    if (!arrived) goal = sandbox.now;
  }

  return {
    get sandbox() {
      void version;
      return sandbox;
    },
    get now() {
      void version;
      return sandbox.now;
    },
    get epoch() {
      return epoch;
    },
    get playing() {
      return player.isPlaying;
    },
    get speed() {
      return speed;
    },
    set speed(value: number) {
      speed = value;
    },
    act: (act) => guarded(() => sandbox.act(act)),
    play: player.play,
    pause: player.pause,
    nextEvent: () => guarded(() => sandbox.tick() || sandbox.isHeld),
    advance,
    replace(next) {
      player.pause();
      unsubscribe();
      [sandbox, goal, unsubscribe] = [next, 0, next.subscribe(changed)];
      epoch += 1;
    },
    close() {
      player.pause();
      unsubscribe();
    },
  };
}
