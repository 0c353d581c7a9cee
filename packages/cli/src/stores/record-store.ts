import type { ElasticsearchHit, LokiEntry } from '@otelseal/audit-integrity';

/** What a store takes with it when it reads: everything goes into a verifier. */
export interface StoreSink {
  addLoki(entry: LokiEntry): void;
  addElasticsearch(hit: ElasticsearchHit): void;
  /** Something is there that cannot be read; `tampered` when no honest store gives it. */
  unreadable(piece: { readonly place: string; readonly why: string; readonly tampered?: boolean }): void;
  /** Waited for after each page of `readEvents`: who writes what he reads is not overrun. */
  pageRead?(): Promise<void>;
}

/** Numbers of a stream, both ends included. */
export interface SequenceSpan {
  readonly first: number;
  readonly last: number;
}

/** Both ends included, nanoseconds since 1970; an absent end is open. */
export interface FiledSpan {
  readonly fromNs: bigint | undefined;
  readonly toNs: bigint | undefined;
}

/**
 * A back end that keeps sealed records. Adapters: `LokiStore`, `ElasticsearchStore` (also OpenSearch). Records may be handed
 * over more than once, and in any order; none may be left out. All methods reject with `CliError` `ERR_UNAVAILABLE` when
 * the store does not give what it has.
 */
export interface RecordStore {
  /** Everything sealed, or named as a security event, that is filed under a time of the span. */
  readSpan(span: FiledSpan, sink: StoreSink): Promise<void>;
  /** Security events that are filed under a time of the span, sealed or not, in the order of these times, to the millisecond. */
  readEvents(span: FiledSpan, sink: StoreSink): Promise<void>;
  /** Leaves of a stream by their numbers, wherever they are filed. */
  readNumbers(stream: string, spans: readonly SequenceSpan[], sink: StoreSink): Promise<void>;
  /** The leaves that open, rotate and close these streams, wherever they are filed: few questions, however many the streams are. */
  readControls(streams: readonly string[], sink: StoreSink): Promise<void>;
  /** All of these streams, wherever they are filed: leaves, checkpoints, tiles. */
  readStreams(streams: readonly string[], sink: StoreSink): Promise<void>;
  /** Gives back what the store holds open for us. */
  close(): Promise<void>;
}
