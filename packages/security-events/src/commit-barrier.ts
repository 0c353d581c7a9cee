import { BARRIER_KEY, type Barrier, type CommitLevel } from '@otelseal/semantic-conventions';

declare function setTimeout(run: () => void, delayMs: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** How long to wait. @stable */
export interface CommitOptions {
  /** Milliseconds until the wait ends with what was reached. */
  readonly timeoutMs: number;
}

/** Two seconds: longer than a group commit or a healthy delivery takes, short enough to hold a request open. @stable */
export const COMMIT_DEFAULTS: CommitOptions = Object.freeze({ timeoutMs: 2_000 });

/** The pipeline ends its own wait at `timeoutMs` and then knows the level reached; ours only guards against a hung one. */
const GUARD_MS = 250;
/** Longer ones make timers of every platform fire at once; with the guard it is 24.8 days. */
const LONGEST_WAIT_MS = 2_147_483_000;
const LEVELS: readonly unknown[] = ['sealed', 'spooled', 'delivered', 'witnessed'];

/**
 * A barrier over every event emitted so far: resolves to the level that all of them reached, or `'none'` when the level
 * was not reached in time or no pipeline is there. Never throws, never rejects.
 *
 * @example
 * if (await committed('spooled', { timeoutMs: 2_000 }) === 'none') alertOps();
 * @stable
 */
export async function committed(
  level: CommitLevel,
  options: CommitOptions = COMMIT_DEFAULTS,
): Promise<CommitLevel | 'none'> {
  let guard: unknown;
  try {
    const barrier = (globalThis as { readonly [BARRIER_KEY]?: Barrier })[BARRIER_KEY];
    if (barrier === undefined) return 'none';
    const timeoutMs = waitingTime(options.timeoutMs);
    const hung = new Promise<'none'>((resolve) => {
      guard = setTimeout(() => resolve('none'), timeoutMs + GUARD_MS);
    });
    const reached = await Promise.race([barrier.committed(level, { timeoutMs }), hung]);
    return LEVELS.includes(reached) ? reached : 'none';
  } catch {
    return 'none';
  } finally {
    clearTimeout(guard);
  }
}

function waitingTime(asked: unknown): number {
  if (typeof asked !== 'number' || !(asked >= 0)) return COMMIT_DEFAULTS.timeoutMs;
  return Math.min(asked, LONGEST_WAIT_MS);
}
