import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until it is so. @throws when it is not so in time */
export async function until(isSo: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
  for (const deadlineMs = performance.now() + timeoutMs; !(await isSo()); await sleep(200)) {
    if (performance.now() > deadlineMs) throw new Error(`not so within ${timeoutMs} ms: ${isSo.toString()}`);
  }
}
