import { Script } from 'node:vm';

/** A function did not return in time; it was stopped. */
export class EndlessError extends Error {
  override readonly name = 'EndlessError';
}

/** A function did not return in time, but the machine gave it little of that time: it may be tried again with more. */
export class StarvedError extends Error {
  override readonly name = 'StarvedError';
}

const call = new Script('globalThis.toBeStopped()');
const global = globalThis as { toBeStopped?: () => unknown };

/** Calls a function and stops it after some time, even in a loop without an end. What it leaves to promises is not watched. */
export function within<T>(limitMs: number, run: () => T): T {
  global.toBeStopped = run;
  const before = process.cpuUsage();
  try {
    return call.runInThisContext({ timeout: Math.ceil(limitMs) }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1_000 < limitMs / 2) throw new StarvedError(`stopped after ${limitMs} ms`, { cause: error });
    throw new EndlessError(`stopped after ${limitMs} ms`, { cause: error });
  }
}
