import { createHash } from 'node:crypto';

const NS_PER_MS = 1_000_000n;

/**
 * Tells what is read by time and comes again: a store begins anew where it forgot how far it was, and holds what a sender sent twice
 * twice, under one time. Remembers only what belongs to the latest millisecond.
 */
export class OnceInTime {
  #latestMs = -1n;
  readonly #seen = new Set<string>();

  /**
   * Whether this was not there yet. What is earlier than something before was: the order began anew. What has no time is always new.
   *
   * @param timeNs under which the store has it, nanoseconds since 1970
   * @param identity what two copies have in common, and two records never
   */
  isNew(timeNs: bigint | undefined, identity: unknown): boolean {
    if (timeNs === undefined) return true;
    const timeMs = timeNs / NS_PER_MS;
    if (timeMs < this.#latestMs) return false;
    if (timeMs > this.#latestMs) this.#seen.clear();
    this.#latestMs = timeMs;
    const digest = createHash('sha256').update(JSON.stringify(identity)).digest('base64');
    if (this.#seen.has(digest)) return false;
    this.#seen.add(digest);
    return true;
  }
}
