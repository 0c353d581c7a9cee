import type { ElasticsearchHit, LokiEntry } from '@otelseal/audit-integrity';

import type { StoreSink } from '../../src/stores/record-store.js';

/** Keeps what a store hands over. */
export class KeptRecords implements StoreSink {
  readonly entries: LokiEntry[] = [];
  readonly hits: ElasticsearchHit[] = [];
  readonly pieces: { readonly place: string; readonly why: string; readonly tampered?: boolean }[] = [];

  addLoki(entry: LokiEntry): void {
    this.entries.push(entry);
  }

  addElasticsearch(hit: ElasticsearchHit): void {
    this.hits.push(hit);
  }

  unreadable(piece: { readonly place: string; readonly why: string; readonly tampered?: boolean }): void {
    this.pieces.push(piece);
  }
}
