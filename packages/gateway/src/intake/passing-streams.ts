import type { StreamIdentity } from '@otelseal/audit-integrity';
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
/** Streams of which it is known for whom they speak: two records of a stream within so many others are enough. */
const SPEAKERS = 16_384;
/** Longer ones are not kept: what an attacker makes up takes no more room. */
const MAX_SPEAKER_LENGTH = 1_024;

/** For whom a stream speaks. */
export type Speaker = Pick<StreamIdentity, 'organisation' | 'tenant' | 'environment' | 'service'>;

/**
 * Streams that pass, sealed by others: those that were seen lately, and who may begin how many more. Nobody has proven a seal yet, so who
 * may send could make up any number of them; a fleet that starts all at once is only delayed.
 */
export class PassingStreams {
  readonly #quota: StreamQuota;
  readonly #atOnce: number;
  #recent = new Set<string>();
  #older = new Set<string>();
  /** As JSON, because a text can be copied so that the payload around it is forgotten. */
  readonly #speakers = new Map<string, string>();

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

  /** What a leaf or a checkpoint of this stream said, and its sender may say. */
  noteSpeaker(stream: string, { organisation, tenant, environment, service }: Speaker): void {
    if (this.#speakers.has(stream)) return;
    const speaker = JSON.stringify({ organisation, tenant, environment, service });
    if (speaker.length > MAX_SPEAKER_LENGTH) return;
    const [oldest] = this.#speakers.size < SPEAKERS ? [] : this.#speakers.keys();
    if (oldest !== undefined) this.#speakers.delete(oldest);
    this.#speakers.set(copyOf(stream), Buffer.from(speaker).toString());
  }

  /** For whom a stream speaks of which a record says nothing itself; undefined if it was not heard of lately. */
  speakerOf(stream: string): Speaker | undefined {
    const speaker = this.#speakers.get(stream);
    return speaker === undefined ? undefined : (JSON.parse(speaker) as Speaker);
  }

  #remember(stream: string): void {
    if (this.#recent.size >= GENERATION) {
      this.#older = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(copyOf(stream));
  }
}

/** So that the text around it can be forgotten. */
function copyOf(stream: string): string {
  return Buffer.from(stream, 'latin1').toString('latin1');
}
