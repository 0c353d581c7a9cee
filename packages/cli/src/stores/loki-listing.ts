import type { LokiPage } from './loki-answer.js';

/** How many entries stand at which nanosecond, from one time on: what pages are held against. */
export class LokiListing {
  readonly #query: string;
  readonly #startNs: bigint;
  readonly #endNs: bigint;
  readonly #isAll: boolean;
  readonly #counts = new Map<bigint, number>();

  /** @param times of the entries from `startNs` to before `endNs`, fewer than `limit` when they are all */
  constructor(query: string, startNs: bigint, endNs: bigint, times: readonly bigint[], limit: number) {
    this.#query = query;
    this.#startNs = startNs;
    this.#endNs = endNs;
    this.#isAll = times.length < limit;
    for (const ns of times) this.#counts.set(ns, (this.#counts.get(ns) ?? 0) + 1);
  }

  /** Whether a page of `limit` entries from `startNs` on cannot reach beyond what is listed. */
  covers(query: string, startNs: bigint, endNs: bigint, limit: number): boolean {
    const isPart = query === this.#query && endNs === this.#endNs && startNs >= this.#startNs;
    return isPart && (this.#isAll || this.countFrom(startNs) >= limit);
  }

  /** Entries from a time on. */
  countFrom(startNs: bigint): number {
    let count = 0;
    for (const [ns, entries] of this.#counts) if (ns >= startNs) count += entries;
    return count;
  }

  /**
   * How many listed entries a page that begins at `startNs` leaves out, between its entries or behind them. A full page says nothing of
   * its last nanosecond, nor of what follows: it is where the next one begins. More than is listed came in later, and is welcome.
   */
  leftOutBy({ entries, limit }: Pick<LokiPage, 'entries' | 'limit'>, startNs: bigint): number {
    const given = new Map<bigint, number>();
    for (const { timestamp } of entries) given.set(BigInt(timestamp), (given.get(BigInt(timestamp)) ?? 0) + 1);
    const last = entries.length < limit ? undefined : entries.at(-1)?.timestamp;
    const untilNs = last === undefined ? this.#endNs : BigInt(last);
    let left = 0;
    for (const [ns, listed] of this.#counts) {
      if (ns >= startNs && ns < untilNs) left += Math.max(0, listed - (given.get(ns) ?? 0));
    }
    return left;
  }
}
