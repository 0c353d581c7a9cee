import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { END_MESSAGE, TASK_VARIABLE, type WorkerMessage, type WorkerTask } from './worker-task.js';

/** A worker that dies is replaced after this time; the new one delivers what it left. */
const REPLACE_MS = 1_000;
/** A pool whose first workers do not come up within this time has failed. */
const START_TIMEOUT_MS = 30_000;
/** Beyond what a worker's own end may take: what clients are being told, and a process that goes away. */
const END_MARGIN_MS = 20_000;

/** The workers did not come up; each has said why on standard error. */
export class WorkerPoolError extends Error {
  readonly code = 'ERR_GATEWAY_WORKERS';
  override readonly name = 'WorkerPoolError';
}

export interface WorkerPoolPorts {
  readonly report: (line: string) => void;
  /** What a worker has for closing its streams and delivering. */
  readonly shutdownTimeoutMs: number;
}

/** Processes that share one address: each seals streams of its own into a folder of its own below the spool. */
export class WorkerPool {
  readonly #task: WorkerTask;
  readonly #count: number;
  readonly #ports: WorkerPoolPorts;
  readonly #workers = new Set<Worker>();
  #ending = false;
  #listening = 0;

  constructor(task: WorkerTask, count: number, ports: WorkerPoolPorts) {
    this.#task = task;
    this.#count = count;
    this.#ports = ports;
  }

  /** Resolves to where they listen, when all of them do. */
  start(): Promise<string> {
    cluster.setupPrimary({
      exec: fileURLToPath(new URL('./worker.js', import.meta.url)),
      args: [], // not those of this process
    });
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new WorkerPoolError('The workers did not start in time.')),
        START_TIMEOUT_MS,
      );
      const first = {
        listening: (url: string): void => {
          this.#listening += 1;
          if (this.#listening < this.#count) return;
          clearTimeout(late);
          resolve(url);
        },
        failed: (): void => {
          if (this.#listening >= this.#count) return;
          clearTimeout(late);
          reject(new WorkerPoolError('A worker ended before it listened.'));
        },
      };
      for (let index = 0; index < this.#count; index += 1) this.#fork(first.listening, first.failed);
    });
  }

  /** Lets every worker end its work. */
  async end(): Promise<void> {
    this.#ending = true;
    const gone = [...this.#workers].map(
      (worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve())),
    );
    for (const worker of this.#workers) if (worker.isConnected()) worker.send(END_MESSAGE);
    const late = setTimeout(() => {
      for (const worker of this.#workers) worker.process.kill('SIGKILL');
    }, this.#ports.shutdownTimeoutMs + END_MARGIN_MS);
    await Promise.all(gone);
    clearTimeout(late);
  }

  #fork(listening: (url: string) => void, failed: () => void): void {
    const worker = cluster.fork({ [TASK_VARIABLE]: JSON.stringify(this.#task) });
    this.#workers.add(worker);
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'listening') listening(message.url);
      else if (message.kind === 'report') this.#ports.report(message.line);
    });
    worker.on('error', (cause) => this.#ports.report(`A worker cannot be reached: ${cause.message}`)); // `exit` follows
    worker.once('exit', (code, signal) => {
      this.#workers.delete(worker);
      if (this.#ending) return;
      failed();
      this.#ports.report(`A worker ended (${signal ?? `exit code ${code}`}); another one takes its place.`);
      setTimeout(() => {
        if (!this.#ending)
          this.#fork(
            () => {},
            () => {},
          );
      }, REPLACE_MS);
    });
  }
}
