import { Worker } from 'node:worker_threads';

import type { ExaminedBatch, LineBatch } from './line-batch.js';

/** Threads that examine lines. */
export interface LineThreads {
  /** How many there are. */
  readonly count: number;
  /** What became of the lines; undefined when the thread failed, so that they must be parsed. */
  examine(batch: LineBatch): Promise<ExaminedBatch | undefined>;
  close(): Promise<void>;
}

/** Starts threads; each gets every so-manieth batch, and answers in order. */
export function startLineThreads(count: number, vocabulary: readonly string[]): LineThreads {
  const threads = Array.from({ length: count }, () => new LineThread(vocabulary));
  let next = 0;
  return {
    count,
    examine: (batch) => (threads[next++ % count] as LineThread).examine(batch),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

class LineThread {
  readonly #worker: Worker;
  readonly #waiting: ((result: ExaminedBatch | undefined) => void)[] = [];
  #failed = false;

  constructor(vocabulary: readonly string[]) {
    this.#worker = new Worker(new URL('./line-worker.js', import.meta.url), { workerData: { vocabulary } });
    this.#worker.on('message', (result: ExaminedBatch) => this.#waiting.shift()?.(result));
    this.#worker.on('error', () => this.#fail()); // what it was given is parsed instead
    this.#worker.on('exit', () => this.#fail());
  }

  examine(batch: LineBatch): Promise<ExaminedBatch | undefined> {
    if (this.#failed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#worker.postMessage(batch);
    });
  }

  async close(): Promise<void> {
    this.#failed = true;
    await this.#worker.terminate();
  }

  #fail(): void {
    this.#failed = true;
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
  }
}
