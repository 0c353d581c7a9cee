import { AnswerTooLarge } from './answer-too-large.js';
import { MAX_RECORDS, moreThan } from './record-bound.js';
import type { FiledSpan, RecordStore, SequenceSpan, StoreSink } from './record-store.js';
import { checkShards, readSearchAnswer, type SearchPage } from './search-answer.js';
import { isStreamId, numbersIn } from './sequence-spans.js';
import type { StoreClient } from './store-client.js';
import { StoreRefusal } from './store-refusal.js';

/** Which of the two dialects a store speaks; they differ in how a point in time is held. */
export type SearchDialect = 'elasticsearch' | 'opensearch';

const HITS_A_PAGE = 1_000;
const KEEP_ALIVE = '5m';
/** Numbers or streams asked for in one query; the default of `index.max_terms_count` is 65,536. */
const TERMS_A_QUERY = 1_000;
/** The last one that `date_nanos` has, in April 2262; a query that names a later one is refused. */
const LAST_MS = 9_223_372_036_854n;
/** A point in time that the store forgot is opened anew this often. */
const MAX_REOPENED = 3;

const STREAM_FIELD = 'attributes.audit.sequence.stream_id';
const NUMBER_FIELD = 'attributes.audit.sequence.number';

type Query = Readonly<Record<string, unknown>>;

const named = (prefix: string): readonly Query[] => [
  { prefix: { event_name: prefix } },
  { prefix: { 'attributes.event.name': prefix } },
];
const EVENTS = named('security.');
/** Whatever carries a seal, or the name of a security event. The payload itself need not be indexed. */
const SEALED: readonly Query[] = [
  { exists: { field: STREAM_FIELD } },
  { exists: { field: NUMBER_FIELD } },
  ...EVENTS,
  ...named('audit.'),
];

/** The order of the shards is the cheapest one, and gives nothing twice. */
const BY_SHARD: readonly Query[] = [{ _shard_doc: 'asc' }];
/** In milliseconds, which a double holds, whatever the mapping of an index keeps. What has no time comes first. */
const BY_TIME: readonly Query[] = [
  { '@timestamp': { order: 'asc', numeric_type: 'date', unmapped_type: 'date', missing: 0 } },
  ...BY_SHARD,
];

/** OpenSearch gives a point in time over a pattern that no index matches, and then cannot read it: nothing is stored there. */
function isOfNothing({ status, text }: StoreRefusal): boolean {
  return status === 400 && text.includes('invalid id: [null]');
}

const CONTROLS = ['audit.open', 'audit.rotate', 'audit.close'];

/**
 * Reads from Elasticsearch 8 or OpenSearch 3: a point in time, then pages by `search_after` in the order of the shards, so
 * that nothing comes twice and nothing is left out however many documents share a time. An answer that not all shards gave is no answer.
 */
export class ElasticsearchStore implements RecordStore {
  readonly #client: StoreClient;
  readonly #index: string;
  readonly #dialect: SearchDialect;
  #hitsAPage = HITS_A_PAGE;

  readonly #maxRecords: number;

  /** @param maxRecords most documents that one reading gives */
  constructor(client: StoreClient, index: string, dialect: SearchDialect, maxRecords: number = MAX_RECORDS) {
    this.#maxRecords = maxRecords;
    this.#client = client;
    this.#index = index;
    this.#dialect = dialect;
  }

  readSpan(span: FiledSpan, sink: StoreSink): Promise<void> {
    return this.#read(within(span, SEALED), BY_SHARD, sink);
  }

  /** What was handed over by the time that a point in time was forgotten comes again: the order begins anew. */
  readEvents(span: FiledSpan, sink: StoreSink): Promise<void> {
    return this.#read(within(span, EVENTS), BY_TIME, sink);
  }

  async readNumbers(stream: string, spans: readonly SequenceSpan[], sink: StoreSink): Promise<void> {
    if (!isStreamId(stream)) return;
    for (const some of inParts([...numbersIn(spans)])) {
      await this.#read({ bool: { filter: [ofStream(stream), { terms: { [NUMBER_FIELD]: some } }] } }, BY_SHARD, sink);
    }
  }

  async readControls(streams: readonly string[], sink: StoreSink): Promise<void> {
    const should = [{ terms: { event_name: CONTROLS } }, { terms: { 'attributes.event.name': CONTROLS } }];
    for (const some of inParts(streams.filter(isStreamId))) {
      const filter = [{ terms: { [STREAM_FIELD]: some } }];
      await this.#read({ bool: { filter, should, minimum_should_match: 1 } }, BY_SHARD, sink);
    }
  }

  async readStreams(streams: readonly string[], sink: StoreSink): Promise<void> {
    for (const some of inParts(streams.filter(isStreamId))) {
      await this.#read({ bool: { filter: [{ terms: { [STREAM_FIELD]: some } }] } }, BY_SHARD, sink);
    }
  }

  async close(): Promise<void> {
    this.#client.close();
  }

  async #read(query: Query, order: readonly Query[], sink: StoreSink): Promise<void> {
    for (let reopened = 0; ; reopened += 1) {
      try {
        await this.#readPages(query, order, sink);
        return;
      } catch (error) {
        if (error instanceof AnswerTooLarge) throw this.#client.unavailable(error);
        if (!(error instanceof StoreRefusal))
          throw error instanceof SyntaxError ? this.#client.unavailable(error) : error;
        if (isOfNothing(error)) return;
        const isForgotten = error.status === 404 && /search_context_missing|No search context/.test(error.text);
        if (!isForgotten || reopened >= MAX_REOPENED) throw this.#client.unavailable(error);
      }
    }
  }

  async #readPages(query: Query, sort: readonly Query[], sink: StoreSink): Promise<void> {
    let pit = await this.#openPointInTime();
    try {
      let given = 0;
      let total = this.#maxRecords;
      for (let after: SearchPage['after']; ; ) {
        const { page, size } = await this.#page({
          query,
          pit: { id: pit, keep_alive: KEEP_ALIVE },
          sort,
          track_total_hits: after === undefined, // once, because it must look at all of them
          ...(after === undefined ? {} : { search_after: after }),
        });
        if ((page.total ?? 0) > this.#maxRecords) throw this.#client.unavailable(moreThan(this.#maxRecords));
        total = page.total ?? total;
        given += page.hits.length;
        if (given > total) throw this.#client.unavailable(moreThan(total));
        if (page.isAmbiguous)
          sink.unreadable({ place: placeOf(page), why: 'an object has the same member twice', tampered: true });
        for (const hit of page.hits) sink.addElasticsearch(hit);
        await sink.pageRead?.();
        pit = page.pit ?? pit;
        if (page.hits.length < size) return;
        if (page.after === undefined || !isBehind(page.after, after)) {
          throw new SyntaxError('it does not say where its next page begins');
        }
        after = page.after;
      }
    } finally {
      await this.#closePointInTime(pit);
    }
  }

  /** Fewer at a time where an answer would be too large. */
  async #page(search: Query): Promise<{ readonly page: SearchPage; readonly size: number }> {
    for (;;) {
      const size = this.#hitsAPage;
      try {
        return { page: readSearchAnswer(await this.#client.ask('POST', '/_search', { size, ...search })), size };
      } catch (error) {
        if (!(error instanceof AnswerTooLarge) || size === 1) throw error;
        this.#hitsAPage = Math.ceil(size / 2);
      }
    }
  }

  async #openPointInTime(): Promise<string> {
    const isElastic = this.#dialect === 'elasticsearch';
    // Elasticsearch opens none in part unless it is asked to; OpenSearch does unless it is asked not to.
    const path = isElastic ? '_pit?' : '_search/point_in_time?allow_partial_pit_creation=false&';
    const answer: unknown = JSON.parse(
      (await this.#client.ask('POST', `/${this.#index}/${path}keep_alive=${KEEP_ALIVE}`)).toString('utf8'),
    );
    const { id, pit_id: pitId, _shards: shards } = Object(answer) as Readonly<Record<string, unknown>>;
    const found = isElastic ? id : pitId;
    if (shards !== undefined) checkShards(shards); // Elasticsearch tells them since 8.16
    if (typeof found === 'string') return found;
    throw new SyntaxError(`it does not answer as ${this.#dialect} does`);
  }

  /** Once and briefly: the store forgets it by itself when its time is over. */
  async #closePointInTime(pit: string): Promise<void> {
    const [path, body] =
      this.#dialect === 'elasticsearch' ? ['/_pit', { id: pit }] : ['/_search/point_in_time', { pit_id: [pit] }];
    await this.#client.mention('DELETE', path, body);
  }
}

/** What is filed under a time of the span, and is one of these. */
function within({ fromNs, toNs }: FiledSpan, should: readonly Query[]): Query {
  // The store keeps milliseconds; the one that the end falls into belongs to it.
  const toMs = toNs === undefined ? undefined : toNs / 1_000_000n + 1n;
  const time = {
    ...(fromNs === undefined ? {} : { gte: String(fromNs / 1_000_000n) }),
    ...(toMs === undefined || toMs > LAST_MS ? {} : { lte: String(toMs) }),
  };
  const isAll = fromNs === undefined && toNs === undefined;
  const filter = isAll ? [] : [{ range: { '@timestamp': { ...time, format: 'epoch_millis' } } }];
  return { bool: { filter, should, minimum_should_match: 1 } };
}

/** Whether a page ends behind the one before it: of numbers, as times and `_shard_doc` are, by their order. */
function isBehind(after: readonly (string | number)[], before: SearchPage['after']): boolean {
  const at = after.findIndex((value, index) => value !== before?.[index]);
  const [one, other] = [after[at], before?.[at]];
  return typeof one === 'number' && typeof other === 'number' ? one > other : at !== -1;
}

function placeOf({ hits }: SearchPage): string {
  return `${hits[0]?.place ?? 'an answer'} to ${hits.at(-1)?.place ?? 'its end'}`;
}

function* inParts<T>(terms: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < terms.length; at += TERMS_A_QUERY) yield terms.slice(at, at + TERMS_A_QUERY);
}

function ofStream(stream: string): Query {
  return { term: { [STREAM_FIELD]: stream } };
}
