import { AnswerTooLarge } from './answer-too-large.js';
import { type LokiPage, readLokiAnswer, readLokiTimes } from './loki-answer.js';
import { LokiListing } from './loki-listing.js';
import type { StoreClient } from './store-client.js';
import { StoreRefusal } from './store-refusal.js';

/**
 * Loki gives 5,000 entries at most, and no more than 4 MiB from one of its parts to another (`grpc_server_max_recv_msg_size`): a
 * thousand sealed records of 4 kB. Smaller pages are learned from its refusals, and from its silence.
 */
const MAX_PAGE = 1_000;
/** Loki's default for `max_entries_limit_per_query`; an entry that is listed has some 150 bytes. */
const MAX_LISTED = 5_000;
/** A page that is full says that there may be more: of one entry, nothing could ever be said to be all. */
const MIN_PAGE = 2;
/** Loki's default for `max_query_length` is 30 days and an hour; a smaller one is learned as well. */
export const MAX_WINDOW_NS: bigint = 30n * 86_400_000_000_000n;
const MIN_WINDOW_NS = 1_000_000_000n;
/** A page that leaves something out is asked for again: nine times it is halved, from the largest to the smallest, which gets three tries. */
const MAX_TRIES = 12;
/**
 * Makes entries small, however large: what makes two records at one time differ to Loki remains (of those with one number, or none, at the
 * same time in a stream it lists one). Loki runs this where the entries are, before it sends them on.
 */
const LISTED = 'line_format "-" | keep audit_sequence_stream_id, audit_sequence_number';
/** Tells labels from metadata. */
const CATEGORIZED = { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' };

/** Entries of one kind of query; becomes smaller. */
interface PageSize {
  entries: number;
}

interface Stretch {
  readonly query: string;
  readonly startNs: bigint;
  readonly endNs: bigint;
}

/**
 * Pages of Loki's `query_range`, none of which is believed by itself. With `categorize-labels`, which we need, Loki 3.7.8 forgets
 * whatever failed while it read (`Err` of `pkg/iter/categorized_labels_iterator.go` hides that of the iterator below): where a message
 * between its parts, a chunk or the time is too much it answers 200 with what it had, which may be nothing, may have gaps, and may even
 * be a full page. Without that header it reports such an error. So the times are listed first without it, in a fraction of the bytes;
 * where nothing stands there, that is all that is asked, and pages are held against the list.
 */
export class LokiPages {
  readonly #client: StoreClient;
  readonly #page: PageSize = { entries: MAX_PAGE };
  readonly #listed: PageSize = { entries: MAX_LISTED };
  #windowNs = MAX_WINDOW_NS;
  #listing: LokiListing | undefined;

  constructor(client: StoreClient) {
    this.#client = client;
  }

  /** The longest stretch of time that Loki takes, as far as is known. */
  get windowNs(): bigint {
    return this.#windowNs;
  }

  /**
   * Entries from the earliest on; undefined when Loki wants a shorter stretch of time.
   *
   * @throws {CliError} `ERR_UNAVAILABLE` when it does not give what it lists, however little is asked for at once
   */
  async read(query: string, startNs: bigint, endNs: bigint): Promise<LokiPage | undefined> {
    const stretch = { query, startNs, endNs };
    for (let tried = 1; ; tried += 1) {
      const listing = await this.#list(stretch);
      if (listing === undefined) return undefined;
      if (listing.countFrom(startNs) === 0) return { entries: [], limit: this.#page.entries, isAmbiguous: false };
      const page = await this.#ask(stretch, this.#page, CATEGORIZED, readLokiAnswer);
      if (page === undefined) return undefined;
      const given = { ...page.answer, limit: page.limit };
      if (listing.leftOutBy(given, startNs) === 0) return given;
      // An older list may name what has been deleted since, or what Loki 3.7.8 leaves out of a query that begins at the very time of those
      // entries (seen where chunks had just been flushed; the page before had them).
      this.#listing = undefined;
      const left = (await this.#list(stretch))?.leftOutBy(given, startNs);
      if (left === undefined) return undefined;
      if (left === 0) return given;
      if (tried >= MAX_TRIES) throw this.#client.unavailable(leftOut(left, startNs));
      halve(this.#page);
    }
  }

  async #list({ query, startNs, endNs }: Stretch): Promise<LokiListing | undefined> {
    if (this.#listing?.covers(query, startNs, endNs, this.#page.entries) === true) return this.#listing;
    const asked = { query: `${query} | ${LISTED}`, startNs, endNs };
    const listed = await this.#ask(asked, this.#listed, {}, readLokiTimes);
    if (listed === undefined) return undefined;
    // A page that is longer than the list could not be held against it.
    this.#page.entries = Math.min(this.#page.entries, listed.limit);
    this.#listing = new LokiListing(query, startNs, endNs, listed.answer, listed.limit);
    return this.#listing;
  }

  async #ask<T>(
    { query, startNs, endNs }: Stretch,
    size: PageSize,
    headers: Readonly<Record<string, string>>,
    read: (answer: Buffer) => T,
  ): Promise<{ readonly answer: T; readonly limit: number } | undefined> {
    for (;;) {
      const limit = size.entries;
      const asked = new URLSearchParams({
        query,
        start: String(startNs),
        end: String(endNs),
        limit: String(limit),
        direction: 'forward',
      });
      try {
        const answer = await this.#client.ask('GET', `/loki/api/v1/query_range?${asked}`, undefined, headers);
        return { answer: read(answer), limit };
      } catch (error) {
        if (error instanceof AnswerTooLarge && halve(size)) continue;
        if (error instanceof AnswerTooLarge) throw this.#client.unavailable(error);
        if (!(error instanceof StoreRefusal))
          throw error instanceof SyntaxError ? this.#client.unavailable(error) : error;
        if (!this.#adapt(error, endNs - startNs, size)) throw this.#client.unavailable(error);
        if (size.entries === limit) return undefined; // it was about the stretch of time
      }
    }
  }

  /** Learns a limit from a refusal. False when it is about something else. */
  #adapt({ text }: StoreRefusal, windowNs: bigint, size: PageSize): boolean {
    if (isTooLargeForLoki(text)) return halve(size);
    const [, allowed] = /limit > max_entries_limit[^(]*\(\d+ > (\d+)\)/.exec(text) ?? [];
    if (allowed !== undefined && Number(allowed) >= MIN_PAGE && Number(allowed) < size.entries) {
      size.entries = Number(allowed);
      return true;
    }
    if (!/query time range exceeds the limit|query length/.test(text) || windowNs <= MIN_WINDOW_NS) return false;
    this.#windowNs = windowNs / 2n;
    return true;
  }
}

/** Whether Loki says that an answer is larger than one of its parts takes: an error of its own, 500, that no patience heals. */
export function isTooLargeForLoki(text: string): boolean {
  return /(?:received|trying to send) message larger than max/.test(text);
}

function halve(size: PageSize): boolean {
  if (size.entries <= MIN_PAGE) return false;
  size.entries = Math.ceil(size.entries / 2);
  return true;
}

function leftOut(entries: number, startNs: bigint): Error {
  return new Error(
    `of the entries that it lists from ${startNs} ns on it leaves out ${entries} and does not say so; its log tells why`,
  );
}
