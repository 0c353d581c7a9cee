import type { RunningProcess } from './running-process.ts';
import { untilReady } from './until-ready.ts';

/** A real server of the tests on the loopback interface, in a process of its own. */
export class RunningServer {
  readonly url: string;
  readonly #process: RunningProcess;

  protected constructor(url: string, process: RunningProcess) {
    this.url = url;
    this.#process = process;
  }

  /** What it has logged so far. */
  get log(): string {
    return this.#process.log;
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  /** Ends it as a crash does. */
  kill(): Promise<void> {
    return this.#process.kill();
  }
}

/** Resolves when the server answers. @throws with the end of its log when it does not start, or not in time */
export async function untilServing(
  name: string,
  url: string,
  process: RunningProcess,
  timeoutMs: number,
): Promise<void> {
  if (await untilReady(url, process, timeoutMs)) return;
  await process.kill();
  throw new Error(`${name} did not start:\n${process.log.slice(-4_000)}`);
}
