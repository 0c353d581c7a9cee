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
/** For whom streams speak, remembered of all of them: two records of a stream within so many others are enough. */
const SPEAKERS = 16_384;
/** Of one stream: more than one only if somebody lies, who must not keep the owner from being heard. */
const SPEAKERS_OF_A_STREAM = 4;
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
  readonly #speakers = new Map<string, string[]>();
  #speakerCount = 0;

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

  /** What a leaf or a checkpoint of this stream said, and its sender may say. Nobody has proven it, so several may; the last ones count. */
  noteSpeaker(stream: string, { organisation, tenant, environment, service }: Speaker): void {
    const speaker = JSON.stringify({ organisation, tenant, environment, service });
    const known = this.#speakers.get(stream);
    if (known?.at(-1) === speaker || speaker.length > MAX_SPEAKER_LENGTH) return;
    const others = (known ?? []).filter((one) => one !== speaker).slice(1 - SPEAKERS_OF_A_STREAM);
    this.#forget(stream);
    while (this.#speakerCount + others.length >= SPEAKERS) this.#forget(this.#speakers.keys().next().value as string);
    this.#speakers.set(copyOf(stream), [...others, Buffer.from(speaker).toString()]);
    this.#speakerCount += others.length + 1;
  }

  /** For whom a stream may speak of which a record says nothing itself; nobody if it was not heard of lately. */
  speakersOf(stream: string): readonly Speaker[] {
    return (this.#speakers.get(stream) ?? []).map((speaker) => JSON.parse(speaker) as Speaker);
  }

  #forget(stream: string): void {
    this.#speakerCount -= this.#speakers.get(stream)?.length ?? 0;
    this.#speakers.delete(stream);
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
