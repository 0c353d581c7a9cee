import { createHash } from 'node:crypto';

import type { ElasticsearchHit, LokiEntry, Verifier } from '@otelseal/audit-integrity';

import type { StoreSink } from './record-store.js';

const CONTROL = /^audit\.(?:open|rotate|close)$/;
/** Streams have few such records; what is beyond is handed over twice, which a report calls harmless. */
const MAX_REMEMBERED = 100_000;

/**
 * Hands records to a verifier, those that open, rotate and close a stream only once: a store is asked for them by name as well as by time.
 * Copies under another id or with other labels are others, and are handed over.
 */
export class CheckedSink implements StoreSink {
  readonly #verifier: Verifier;
  readonly #onRecord: () => void;
  readonly #seen = new Set<string>();

  constructor(verifier: Verifier, onRecord: () => void) {
    this.#verifier = verifier;
    this.#onRecord = onRecord;
  }

  addLoki(entry: LokiEntry): void {
    this.#onRecord();
    // Loki has no ids: entries that agree in all of this are one to it.
    const { timestamp, line, labels, structuredMetadata } = entry;
    const isNew = this.#isNew(structuredMetadata['event_name'], () => [timestamp, line, labels, structuredMetadata]);
    if (isNew) this.#verifier.addLoki(entry);
  }

  addElasticsearch(hit: ElasticsearchHit): void {
    this.#onRecord();
    const event = (hit.source as { readonly event_name?: unknown } | null)?.event_name;
    if (this.#isNew(event, () => hit.place)) this.#verifier.addElasticsearch(hit);
  }

  unreadable(piece: { readonly place: string; readonly why: string; readonly tampered?: boolean }): void {
    this.#verifier.unreadable(piece);
  }

  #isNew(event: unknown, identity: () => unknown): boolean {
    if (typeof event !== 'string' || !CONTROL.test(event) || this.#seen.size >= MAX_REMEMBERED) return true;
    const digest = createHash('sha256').update(JSON.stringify(identity())).digest('base64');
    if (this.#seen.has(digest)) return false;
    this.#seen.add(digest);
    return true;
  }
}
