import { setTimeout as sleep } from 'node:timers/promises';

import type { RunningProcess } from './running-process.ts';

const ASK_TIMEOUT_MS = 2_000;

/** Asks an address until it answers 2xx. False when the process ends before, or after `timeoutMs`. */
export async function untilReady(url: string, process: RunningProcess, timeoutMs: number): Promise<boolean> {
  for (const deadlineMs = performance.now() + timeoutMs; process.isRunning; await sleep(50)) {
    try {
      if ((await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })).ok) return process.isRunning;
    } catch {
      // not listening yet
    }
    if (performance.now() > deadlineMs) return false;
  }
  return false;
}
