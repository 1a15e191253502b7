/** A frame that comes later than this (a hidden page, a sleeping laptop) counts as this long: time does not jump. */
const frameMsMax = 100;

/** Lets time pass while it plays. */
export interface Player {
  readonly isPlaying: boolean;
  play(): void;
  pause(): void;
}

/** Calls `advance` with the wall time that has passed, once for each frame. A hidden page has no frames, so it stands still. */
export function newPlayer(advance: (wallMs: number) => void): Player {
  let isPlaying = $state(false);
  let frame = 0;
  let frameAt = 0;

  function onFrame(at: number): void {
    const passed = Math.min(Math.max(at - frameAt, 0), frameMsMax);
    frameAt = at;
    frame = requestAnimationFrame(onFrame);
    advance(passed);
  }

  return {
    get isPlaying() {
      return isPlaying;
    },
    play() {
      if (isPlaying) return;
      isPlaying = true;
      frameAt = performance.now();
      frame = requestAnimationFrame(onFrame);
    },
    pause() {
      isPlaying = false;
      cancelAnimationFrame(frame);
    },
  };
}
