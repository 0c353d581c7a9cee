import type { LokiEntry } from '@otelseal/audit-integrity';

import type { LokiPage } from './loki-answer.js';
import { LokiPages, MAX_WINDOW_NS } from './loki-pages.js';
import { MAX_RECORDS, moreThan } from './record-bound.js';
import type { FiledSpan, RecordStore, SequenceSpan, StoreSink } from './record-store.js';
import { isStreamId, numbersIn } from './sequence-spans.js';
import type { StoreClient } from './store-client.js';

/** How far back an open span reaches: the twelve months that are kept, and one more. */
const HISTORY_NS = 400n * 86_400_000_000_000n;
/** A clock that is wrong by its time zone is hours ahead: with `creation_grace_period: 24h` Loki takes that; an hour for ours. */
const FUTURE_NS = 25n * 3_600_000_000_000n;
/** Numbers asked for in one query. */
const NUMBERS_A_QUERY = 200;
/** 35 characters each: proxies take addresses of 8,000. */
const STREAMS_A_QUERY = 150;
/** Half a day, a week, a month, all. */
const STEPS_BACK_NS = [43_200_000_000_000n, 7n * 86_400_000_000_000n, MAX_WINDOW_NS, HISTORY_NS];
/** Digits by which one crowded nanosecond is taken apart: a million million records. */
const MAX_SPLITS = 12;
/** Pages for one nanosecond, each with its list: some hundred thousand records. Beyond, it is reported as not to be read. */
const MAX_QUERIES_A_NANOSECOND = 2_000;
/** Nanoseconds that could not be read whole before the store is taken for one that never ends. */
const MAX_CROWDED = 2;
/** Pieces into which a stretch of time is cut: of 400 days, an hour. */
const MAX_WINDOWS = 10_000n;
/** Any text; a dot alone leaves out the newline, and whatever hides behind one. */
const ANY = '(?s:.*)';

/** Whatever carries a seal, or the name of a security event. */
const SEALED = [
  'audit_payload!=""',
  'audit_sequence_stream_id!=""',
  'audit_sequence_number!=""',
  `event_name=~"(?:security|audit)[.]${ANY}"`,
].join(' or ');

/** The name of a security event. */
const EVENTS = `event_name=~"security[.]${ANY}"`;

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
  /** Whether the nanosecond that is being read was said to be crowded: once is enough. */
  #isCrowded = false;
  readonly #crowded = new Set<bigint>();
  #given = 0;
  readonly #maxRecords: number;

  /**
   * @param nowMs milliseconds since 1970, from which open spans are counted
   * @param maxRecords most entries that are read
   */
  constructor(client: StoreClient, selector: string, nowMs: number, maxRecords: number = MAX_RECORDS) {
    this.#maxRecords = maxRecords;
    this.#client = client;
    this.#pages = new LokiPages(client);
    this.#selector = selector;
    this.#nowNs = BigInt(Math.floor(nowMs)) * 1_000_000n;
  }

  readSpan(span: FiledSpan, sink: StoreSink): Promise<void> {
    return this.#readWindows(`${this.#selector} | ${SEALED}`, span, sink);
  }

  /** What was handed over when Loki asks for shorter stretches of time comes again: the order begins anew there. */
  readEvents(span: FiledSpan, sink: StoreSink): Promise<void> {
    return this.#readWindows(`${this.#selector} | ${EVENTS}`, span, sink);
  }

  async readNumbers(stream: string, spans: readonly SequenceSpan[], sink: StoreSink): Promise<void> {
    if (!isStreamId(stream)) return;
    const numbers = [...numbersIn(spans)];
    for (let at = 0; at < numbers.length; at += NUMBERS_A_QUERY) {
      const some = numbers.slice(at, at + NUMBERS_A_QUERY);
      const missing = new Set(some.map(String));
      const watching: StoreSink = {
        ...passingOn(sink),
        addLoki: (entry) => {
          missing.delete(entry.structuredMetadata['audit_sequence_number'] ?? '');
          sink.addLoki(entry);
        },
      };
      const filter = `${ofStream(stream)} | audit_sequence_number=~"${some.join('|')}"`;
      await this.#readBackUntil(() => filter, missing, watching);
    }
  }

  /** Of more streams than fit into one query all such leaves are read, and those of other streams passed over. */
  async readControls(streams: readonly string[], sink: StoreSink): Promise<void> {
    const missing = new Set(streams.filter(isStreamId));
    const wanted = new Set(missing);
    const ofWanted: StoreSink = {
      ...passingOn(sink),
      addLoki: (entry) => {
        const { audit_sequence_stream_id: stream = '', audit_sequence_number: number } = entry.structuredMetadata;
        if (!wanted.has(stream)) return;
        if (number === OPEN) missing.delete(stream);
        sink.addLoki(entry);
      },
    };
    const filter = (): string => (missing.size > STREAMS_A_QUERY ? CONTROL : `${ofStreams([...missing])} | ${CONTROL}`);
    await this.#readBackUntil(filter, missing, ofWanted);
  }

  async readStreams(streams: readonly string[], sink: StoreSink): Promise<void> {
    const ids = streams.filter(isStreamId);
    for (let at = 0; at < ids.length; at += STREAMS_A_QUERY) {
      const some = ids.slice(at, at + STREAMS_A_QUERY);
      await this.#readWindows(`${this.#selector} | ${ofStreams(some)}`, EVERYTHING, sink);
    }
  }

  /** Looks further and further back, because what is asked for is seldom far, until nothing is missing. */
  async #readBackUntil(filter: () => string, missing: ReadonlySet<string>, sink: StoreSink): Promise<void> {
    let toNs = this.#nowNs + FUTURE_NS;
    for (const backNs of STEPS_BACK_NS) {
      if (missing.size === 0) return;
      const fromNs = this.#nowNs - backNs;
      await this.#readWindows(`${this.#selector} | ${filter()}`, { fromNs, toNs: toNs - 1n }, sink);
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
    this.#given = 0;
    while (startNs < endNs) {
      const { windowNs } = this.#pages;
      if (endNs - startNs > windowNs * MAX_WINDOWS) throw this.#client.unavailable(tooShort(windowNs));
      const untilNs = startNs + windowNs < endNs ? startNs + windowNs : endNs;
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
      this.#given += page.entries.length;
      if (this.#given > this.#maxRecords) throw this.#client.unavailable(moreThan(this.#maxRecords));
      reportAmbiguous(page, sink);
      for (const entry of page.entries) {
        if (entry.timestamp !== String(startNs) || !seen.has(identityOf(entry))) sink.addLoki(entry);
      }
      await sink.pageRead?.();
      if (page.entries.length < page.limit) return true;
      const last = page.entries.at(-1)?.timestamp ?? '0';
      if (BigInt(last) < startNs)
        throw this.#client.unavailable(new Error('its pages do not go on: it gives what is earlier'));
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
    this.#isCrowded = false;
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
    if (this.#queriesLeft < 0) return this.#leaveCrowded(atNs, sink);
    const page = await this.#pages.read(numbered(`${ANY}${tail}`), atNs, atNs + 1n);
    if (page !== undefined && page.entries.length < page.limit) {
      reportAmbiguous(page, sink);
      for (const entry of page.entries) sink.addLoki(entry);
    } else if (tail.length >= MAX_SPLITS) {
      this.#leaveCrowded(atNs, sink);
    } else {
      for (const digit of DIGITS) await this.#readTail(numbered, `${digit}${tail}`, atNs, sink);
      await this.#readWhole(numbered(`(?:${ANY}[^0-9])?${tail}`), atNs, sink); // what the tail is all the number of
    }
  }

  async #readWhole(query: string, atNs: bigint, sink: StoreSink): Promise<void> {
    const page = await this.#pages.read(query, atNs, atNs + 1n);
    if (page !== undefined) reportAmbiguous(page, sink);
    for (const entry of page?.entries ?? []) sink.addLoki(entry);
    if (page === undefined || page.entries.length >= page.limit) this.#leaveCrowded(atNs, sink);
  }

  #leaveCrowded(atNs: bigint, sink: StoreSink): void {
    if (this.#isCrowded) return;
    this.#isCrowded = true;
    this.#crowded.add(atNs);
    if (this.#crowded.size > MAX_CROWDED) {
      throw this.#client.unavailable(new Error('it gives full pages however little it is asked for'));
    }
    sink.unreadable({ place: `loki ${atNs}`, why: 'more entries stand at this nanosecond than Loki gives back' });
  }
}

function ofStream(stream: string): string {
  return `audit_sequence_stream_id="${stream}"`;
}

function reportAmbiguous({ entries, isAmbiguous }: LokiPage, sink: StoreSink): void {
  if (!isAmbiguous) return;
  const place = `loki ${entries[0]?.timestamp ?? '-'} to ${entries.at(-1)?.timestamp ?? '-'}`;
  sink.unreadable({ place, why: 'an object has the same member twice', tampered: true });
}

function tooShort(windowNs: bigint): Error {
  const seconds = windowNs / 1_000_000_000n;
  return new Error(
    `it takes no longer stretch of time than ${seconds} s (max_query_length); ask for less by --from and --to`,
  );
}

function ofStreams(streams: readonly string[]): string {
  return `audit_sequence_stream_id=~"${streams.join('|')}"`;
}

/** A sink that hands everything on, for one that looks at some of it. */
function passingOn(sink: StoreSink): StoreSink {
  return {
    addLoki: (entry) => sink.addLoki(entry),
    addElasticsearch: (hit) => sink.addElasticsearch(hit),
    unreadable: (piece) => sink.unreadable(piece),
  };
}

const CONTROL = 'event_name=~"audit[.](?:open|rotate|close)"';
const EVERYTHING: FiledSpan = { fromNs: undefined, toNs: undefined };
/** The number of the leaf that opens a stream. */
const OPEN = '1';
const DIGITS = [...'0123456789'];
const HEX_DIGITS = [...'0123456789abcdef'];

/** All of an entry: two that agree in it are one to Loki as well. */
function identityOf({ labels, line, structuredMetadata }: LokiEntry): string {
  return JSON.stringify([labels, line, structuredMetadata]);
}
