import type { Clock } from './clock.js';

/**
 * What the promise says, or false when it fails or the time is over first. The process stays alive for it: somebody waits.
 */
export function within(clock: Clock, deadlineMs: number, promise: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const restMs = Math.max(1, deadlineMs - clock.monotonicMs());
    const cancel = clock.setTimer(restMs, () => resolve(false), true);
    const end = (result: boolean): void => {
      cancel();
      resolve(result);
    };
    promise.then(end, () => end(false));
  });
}
