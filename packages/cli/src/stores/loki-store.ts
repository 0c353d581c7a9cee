import type { LokiEntry } from '@otelseal/audit-integrity';

import { LokiPages, MAX_WINDOW_NS } from './loki-pages.js';
import type { FiledSpan, RecordStore, SequenceSpan, StoreSink } from './record-store.js';
import { isStreamId, numbersIn } from './sequence-spans.js';
import type { StoreClient } from './store-client.js';

/** How far back an open span reaches: the twelve months that are kept, and one more. */
const HISTORY_NS = 400n * 86_400_000_000_000n;
/** A clock that is wrong by its time zone is hours ahead: with `creation_grace_period: 24h` Loki takes that; an hour for ours. */
const FUTURE_NS = 25n * 3_600_000_000_000n;
/** Numbers asked for in one query. */
const NUMBERS_A_QUERY = 200;
/** 39 characters each. */
const STREAMS_A_QUERY = 50;
/** Half a day, a week, a month, all. */
const STEPS_BACK_NS = [43_200_000_000_000n, 7n * 86_400_000_000_000n, MAX_WINDOW_NS, HISTORY_NS];
/** Digits by which one crowded nanosecond is taken apart: a million million records. */
const MAX_SPLITS = 12;
/** Pages for one nanosecond, each with its list: some hundred thousand records. Beyond, it is reported as not to be read. */
const MAX_QUERIES_A_NANOSECOND = 2_000;
/** Any text; a dot alone leaves out the newline, and whatever hides behind one. */
const ANY = '(?s:.*)';

/** Whatever carries a seal, or the name of a security event. */
const SEALED = [
  'audit_payload!=""',
  'audit_sequence_stream_id!=""',
  'audit_sequence_number!=""',
  `event_name=~"(?:security|audit)[.]${ANY}"`,
].join(' or ');

/**
 * Reads from Loki 3 by `query_range`. Pages go forward and begin again at the last time seen, which drops nothing: what was
 * there already is passed over. A nanosecond that holds more than a page is taken apart by the last digits of the sequence
 * numbers, because time cannot.
 */
export class LokiStore implements RecordStore {
  readonly #client: StoreClient;
  readonly #pages: LokiPages;
  readonly #selector: string;
  readonly #nowNs: bigint;
  #queriesLeft = 0;
  #crowdedNs: bigint | undefined;

  /** @param nowMs milliseconds since 1970, from which open spans are counted */
  constructor(client: StoreClient, selector: string, nowMs: number) {
    this.#client = client;
    this.#pages = new LokiPages(client);
    this.#selector = selector;
    this.#nowNs = BigInt(Math.floor(nowMs)) * 1_000_000n;
  }

  readSpan(span: FiledSpan, sink: StoreSink): Promise<void> {
    return this.#readWindows(`${this.#selector} | ${SEALED}`, span, sink);
  }

  async readNumbers(stream: string, spans: readonly SequenceSpan[], sink: StoreSink): Promise<void> {
    if (!isStreamId(stream)) return;
    const numbers = [...numbersIn(spans)];
    for (let at = 0; at < numbers.length; at += NUMBERS_A_QUERY) {
      const some = numbers.slice(at, at + NUMBERS_A_QUERY);
      await this.#readBackUntil(`${ofStream(stream)} | audit_sequence_number=~"${some.join('|')}"`, some, sink);
    }
  }

  async readControls(stream: string, sink: StoreSink): Promise<void> {
    if (!isStreamId(stream)) return;
    await this.#readBackUntil(`${ofStream(stream)} | event_name=~"audit[.](?:open|rotate|close)"`, [OPEN], sink);
  }

  async readStreams(streams: readonly string[], sink: StoreSink): Promise<void> {
    const ids = streams.filter(isStreamId);
    for (let at = 0; at < ids.length; at += STREAMS_A_QUERY) {
      const some = ids.slice(at, at + STREAMS_A_QUERY).join('|');
      await this.#readWindows(`${this.#selector} | audit_sequence_stream_id=~"${some}"`, EVERYTHING, sink);
    }
  }

  /** Looks further and further back, because what is asked for is seldom far, until every number was seen. */
  async #readBackUntil(filter: string, numbers: readonly number[], sink: StoreSink): Promise<void> {
    const missing = new Set(numbers.map(String));
    const watching: StoreSink = {
      addLoki: (entry) => {
        missing.delete(entry.structuredMetadata['audit_sequence_number'] ?? '');
        sink.addLoki(entry);
      },
      addElasticsearch: (hit) => sink.addElasticsearch(hit),
      unreadable: (piece) => sink.unreadable(piece),
    };
    let toNs = this.#nowNs + FUTURE_NS;
    for (const backNs of STEPS_BACK_NS) {
      const fromNs = this.#nowNs - backNs;
      await this.#readWindows(`${this.#selector} | ${filter}`, { fromNs, toNs: toNs - 1n }, watching);
      if (missing.size === 0) return;
      toNs = fromNs;
    }
  }

  async close(): Promise<void> {
    this.#client.close();
  }

  async #readWindows(query: string, { fromNs, toNs }: FiledSpan, sink: StoreSink): Promise<void> {
    const newestNs = this.#nowNs + FUTURE_NS;
    const endNs = toNs === undefined || toNs >= newestNs ? newestNs : toNs + 1n; // Loki leaves its end out
    let startNs = fromNs ?? this.#nowNs - HISTORY_NS;
    while (startNs < endNs) {
      const untilNs = startNs + this.#pages.windowNs < endNs ? startNs + this.#pages.windowNs : endNs;
      const read = await this.#readPages(query, startNs, untilNs, sink);
      if (read) startNs = untilNs;
    }
  }

  /** False when Loki wants shorter stretches of time; what was handed over by then comes again. */
  async #readPages(query: string, fromNs: bigint, toNs: bigint, sink: StoreSink): Promise<boolean> {
    let startNs = fromNs;
    let seen: ReadonlySet<string> = new Set();
    for (;;) {
      const page = await this.#pages.read(query, startNs, toNs);
      if (page === undefined) return false;
      for (const entry of page.entries) {
        if (entry.timestamp !== String(startNs) || !seen.has(identityOf(entry))) sink.addLoki(entry);
      }
      if (page.entries.length < page.limit) return true;
      const last = page.entries.at(-1)?.timestamp ?? '0';
      if (BigInt(last) > startNs) {
        startNs = BigInt(last);
        seen = new Set(page.entries.filter(({ timestamp }) => timestamp === last).map(identityOf));
      } else {
        await this.#readNanosecond(query, startNs, sink);
        startNs += 1n;
        seen = new Set();
      }
      if (startNs >= toNs) return true;
    }
  }

  /** Splits by the last digit of the sequence number, then by the two last, and so on. What has none is split by its stream. */
  async #readNanosecond(query: string, atNs: bigint, sink: StoreSink): Promise<void> {
    const numbered = (pattern: string): string => `${query} | audit_sequence_number=~"${pattern}"`;
    this.#queriesLeft = MAX_QUERIES_A_NANOSECOND;
    for (const digit of DIGITS) await this.#readTail(numbered, digit, atNs, sink);
    await this.#readWhole(numbered(`${ANY}[^0-9]`), atNs, sink);
    const without = `${query} | audit_sequence_number=""`;
    for (const head of HEX_DIGITS) {
      await this.#readWhole(`${without} | audit_sequence_stream_id=~"${head}${ANY}"`, atNs, sink);
    }
    await this.#readWhole(`${without} | audit_sequence_stream_id!~"[0-9a-f]${ANY}"`, atNs, sink);
  }

  async #readTail(numbered: (pattern: string) => string, tail: string, atNs: bigint, sink: StoreSink): Promise<void> {
    this.#queriesLeft -= 1;
    if (this.#queriesLeft < 0) return this.#crowded(atNs, sink);
    const page = await this.#pages.read(numbered(`${ANY}${tail}`), atNs, atNs + 1n);
    if (page !== undefined && page.entries.length < page.limit) {
      for (const entry of page.entries) sink.addLoki(entry);
    } else if (tail.length >= MAX_SPLITS) {
      this.#crowded(atNs, sink);
    } else {
      for (const digit of DIGITS) await this.#readTail(numbered, `${digit}${tail}`, atNs, sink);
      await this.#readWhole(numbered(`(?:${ANY}[^0-9])?${tail}`), atNs, sink); // what the tail is all the number of
    }
  }

  async #readWhole(query: string, atNs: bigint, sink: StoreSink): Promise<void> {
    const page = await this.#pages.read(query, atNs, atNs + 1n);
    for (const entry of page?.entries ?? []) sink.addLoki(entry);
    if (page === undefined || page.entries.length >= page.limit) this.#crowded(atNs, sink);
  }

  #crowded(atNs: bigint, sink: StoreSink): void {
    if (this.#crowdedNs === atNs) return; // once is enough
    this.#crowdedNs = atNs;
    sink.unreadable({ place: `loki ${atNs}`, why: 'more entries stand at this nanosecond than Loki gives back' });
  }
}

function ofStream(stream: string): string {
  return `audit_sequence_stream_id="${stream}"`;
}

const EVERYTHING: FiledSpan = { fromNs: undefined, toNs: undefined };
/** The number of the leaf that opens a stream. */
const OPEN = 1;
const DIGITS = [...'0123456789'];
const HEX_DIGITS = [...'0123456789abcdef'];

/** All of an entry: two that agree in it are one to Loki as well. */
function identityOf({ labels, line, structuredMetadata }: LokiEntry): string {
  return JSON.stringify([labels, line, structuredMetadata]);
}
