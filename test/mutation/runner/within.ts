import { Script } from 'node:vm';

/** A function did not return in time; it was stopped. */
export class EndlessError extends Error {
  override readonly name = 'EndlessError';
}

const call = new Script('globalThis.toBeStopped()');
const global = globalThis as { toBeStopped?: () => unknown };

/** Calls a function and stops it after some time, even in a loop without an end. What it leaves to promises is not watched. */
export function within<T>(limitMs: number, run: () => T): T {
  global.toBeStopped = run;
  try {
    return call.runInThisContext({ timeout: Math.ceil(limitMs) }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new EndlessError(`stopped after ${limitMs} ms`, { cause: error });
  }
}
