import { StreamQuota, type StreamQuotaOptions } from './stream-quota.js';

/** Streams that others have sealed and one principal may begin to send. */
export const PASSING_STREAM_DEFAULTS: StreamQuotaOptions = Object.freeze({
  /** With those at once less than 10,000 a day, which is what a verifier keeps of streams that no trusted key is known to have opened (`maxStreams`). */
  newStreamsPerHour: 240,
  /** 2,000 processes, of which each has two streams, may start at once. */
  newStreamsAtOnce: 4_096,
});

/** Ids of one generation, some 100 bytes each; a stream that has not been heard of for so many others counts as new. */
const GENERATION = 65_536;

/**
 * Streams that pass, sealed by others: those that were seen lately, and who may begin how many more. Nobody has proven a seal yet, so who
 * may send could make up any number of them; a fleet that starts all at once is only delayed.
 */
export class PassingStreams {
  readonly #quota: StreamQuota;
  readonly #atOnce: number;
  #recent = new Set<string>();
  #older = new Set<string>();

  constructor(options: StreamQuotaOptions = PASSING_STREAM_DEFAULTS) {
    this.#quota = new StreamQuota(options);
    this.#atOnce = options.newStreamsAtOnce;
  }

  has(stream: string): boolean {
    if (this.#recent.has(stream)) return true;
    if (!this.#older.has(stream)) return false;
    this.#remember(stream);
    return true;
  }

  /** Whether so many could be more than this principal may begin now. */
  mayBeTooMany(principal: string, count: number, nowMs: number): boolean {
    return this.#quota.left(principal, nowMs) < count;
  }

  /**
   * Begins all of them or none.
   * @returns seconds until all may begin; 0 when they have, Infinity when so many never may
   */
  begin(principal: string, streams: ReadonlySet<string>, nowMs: number): number {
    if (streams.size > this.#atOnce) return Number.POSITIVE_INFINITY;
    const waitSeconds = this.#quota.waitSeconds(principal, nowMs, streams.size);
    if (waitSeconds > 0) return waitSeconds;
    this.#quota.opened(principal, streams.size, nowMs);
    for (const stream of streams) this.#remember(stream);
    return 0;
  }

  /** Seconds until one more may begin; 0 for now. */
  waitSeconds(principal: string, nowMs: number): number {
    return this.#quota.waitSeconds(principal, nowMs);
  }

  #remember(stream: string): void {
    if (this.#recent.size >= GENERATION) {
      this.#older = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(Buffer.from(stream, 'latin1').toString('latin1')); // a copy, so that the text around it can be forgotten
  }
}
