import { getHeapStatistics } from 'node:v8';
import { FairShares } from './fair-shares.js';
import { RequestRefused } from './request-refused.js';

/** Memory of what all requests say, parsed: half of it for one principal, which is twenty batches of 512 records in JSON. */
const MAX_BYTES = 134_217_728;
/** Beside it must fit what is being sealed, and what the garbage collector has not fetched. */
const MOST_OF_HEAP = 1 / 4;
/** A client waits ten seconds by default; it should have an answer before it gives up. */
const TIMEOUT_MS = 5_000;
/** Who holds nothing and waits for so long has the next room: what is large would otherwise be passed by whatever is small, for ever. */
const PATIENCE_MS = 1_000;

interface Waiting {
  readonly bytes: number;
  readonly enter: () => void;
}

/** Those of one principal, in the order in which they came. */
interface Line {
  readonly waiting: Waiting[];
  /** When the first became the first, or what the principal held was given back: the later of both. */
  sinceMs: number;
}

/** Lets requests be parsed as far as there is memory for it; the others wait. */
export class DecodedRequests {
  readonly #total = Math.floor(Math.min(MAX_BYTES, getHeapStatistics().heap_size_limit * MOST_OF_HEAP));
  readonly #shares = new FairShares(this.#total);
  readonly #timeoutMs: number;
  readonly #patienceMs: number;
  /** By principal, who waits longest first. */
  readonly #lines = new Map<string, Line>();

  constructor(timeoutMs: number = TIMEOUT_MS, patienceMs: number = PATIENCE_MS) {
    this.#timeoutMs = timeoutMs;
    this.#patienceMs = patienceMs;
  }

  /**
   * Resolves when there is memory for it.
   *
   * @returns to be called when what was parsed is no longer needed
   * @throws RequestRefused 413 when there never can be, 503 when there was none in time
   */
  enter(principal: string, bytes: number): Promise<() => void> {
    if (bytes > this.#total) {
      const text = `Parsed, the request would take ${bytes} bytes of memory, of which all together have ${this.#total}; send smaller batches.`;
      return Promise.reject(new RequestRefused(413, text));
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#givesUp(principal, waiting);
        reject(new RequestRefused(503, 'Too much is being taken at once; come again.', 1));
      }, this.#timeoutMs);
      const enter = (): void => {
        clearTimeout(timer);
        this.#shares.take(principal, bytes);
        resolve(() => this.#leave(principal, bytes));
      };
      const waiting: Waiting = { bytes, enter };
      const line = this.#lines.get(principal);
      if (line === undefined) this.#lines.set(principal, { waiting: [waiting], sinceMs: performance.now() });
      else line.waiting.push(waiting);
      this.#letIn();
    });
  }

  /** Whoever may enter now does; of each principal in the order in which they came. */
  #letIn(): void {
    const nowMs = performance.now();
    // A line of which the first enters goes behind all others, and its next one is looked at there.
    for (const [principal, line] of this.#lines) {
      const [first] = line.waiting;
      if (first === undefined) continue;
      // Who holds something waits for himself: all others need not.
      const isDue = nowMs - line.sinceMs >= this.#patienceMs && !this.#shares.holds(principal);
      if (this.#mayEnter(principal, first.bytes, isDue)) {
        line.waiting.shift();
        this.#restart(principal, line);
        first.enter();
      } else if (isDue) return; // what becomes free is kept for this one
    }
  }

  #mayEnter(principal: string, bytes: number, isDue: boolean): boolean {
    if (isDue || this.#shares.isUnused) return this.#shares.hasRoom(bytes);
    return this.#shares.admits(principal, bytes);
  }

  #leave(principal: string, bytes: number): void {
    this.#shares.giveBack(principal, bytes);
    const line = this.#lines.get(principal);
    if (line !== undefined && !this.#shares.holds(principal)) this.#restart(principal, line);
    this.#letIn();
  }

  #givesUp(principal: string, waiting: Waiting): void {
    const line = this.#lines.get(principal) as Line;
    const at = line.waiting.indexOf(waiting);
    line.waiting.splice(at, 1);
    if (at === 0) this.#restart(principal, line);
    this.#letIn(); // it may have kept others out
  }

  /** Its first one is another, and waits from now on. */
  #restart(principal: string, line: Line): void {
    this.#lines.delete(principal);
    if (line.waiting.length === 0) return;
    line.sinceMs = performance.now();
    this.#lines.set(principal, line);
  }
}
