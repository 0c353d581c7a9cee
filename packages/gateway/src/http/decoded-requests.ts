import { getHeapStatistics } from 'node:v8';
import { FairShares } from './fair-shares.js';
import { RequestRefused } from './request-refused.js';

/** Memory of what all requests say, parsed: half of it for one principal, which is twenty batches of 512 records in JSON. */
const MAX_BYTES = 134_217_728;
/** Beside it must fit what is being sealed, and what the garbage collector has not fetched. */
const MOST_OF_HEAP = 1 / 4;
/** A client waits ten seconds by default; it should have an answer before it gives up. */
const TIMEOUT_MS = 5_000;

interface Waiting {
  readonly principal: string;
  readonly bytes: number;
  readonly enter: () => void;
}

/** Lets requests be parsed as far as there is memory for it; the others wait. */
export class DecodedRequests {
  readonly #shares = new FairShares(Math.min(MAX_BYTES, getHeapStatistics().heap_size_limit * MOST_OF_HEAP));
  readonly #timeoutMs: number;
  #waiting: Waiting[] = [];

  constructor(timeoutMs: number = TIMEOUT_MS) {
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Resolves when there is memory for it, which one request alone always has.
   *
   * @returns to be called when what was parsed is no longer needed
   * @throws RequestRefused 503 when there was none in time
   */
  enter(principal: string, bytes: number): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        reject(new RequestRefused(503, 'Too much is being taken at once; come again.', 1));
      }, this.#timeoutMs);
      const enter = (): void => {
        clearTimeout(timer);
        this.#shares.take(principal, bytes);
        resolve(() => this.#leave(principal, bytes));
      };
      const waiting: Waiting = { principal, bytes, enter };
      // Who comes later does not pass those of the same principal.
      const isBehind = this.#waiting.some((one) => one.principal === principal);
      if (isBehind || !this.#mayEnter(waiting)) this.#waiting.push(waiting);
      else enter();
    });
  }

  #mayEnter({ principal, bytes }: Waiting): boolean {
    return this.#shares.isUnused || this.#shares.admits(principal, bytes);
  }

  #leave(principal: string, bytes: number): void {
    this.#shares.giveBack(principal, bytes);
    const held = new Set<string>();
    this.#waiting = this.#waiting.filter((one) => {
      const goesOn = !held.has(one.principal) && this.#mayEnter(one);
      if (goesOn) one.enter();
      else held.add(one.principal);
      return !goesOn;
    });
  }
}
