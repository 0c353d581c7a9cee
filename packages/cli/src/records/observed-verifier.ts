import type { ElasticsearchHit, LineVerifier, LokiEntry, StoredRecord, Verifier } from '@otelseal/audit-integrity';

import { evidenceOf } from './evidence-of.js';
import type { EvidenceRecord } from './evidence-record.js';
import { PassingVerifier } from './passing-verifier.js';
import { type ShownRecord, shownByElasticsearch, shownByFile, shownByLoki } from './shown-record.js';

/** A verifier that shows every record it is given to somebody else as well, so that the verdict is about what was shown. */
export class ObservedVerifier extends PassingVerifier {
  readonly #onRecord: (record: EvidenceRecord) => void;

  constructor(verifier: Verifier, onRecord: (record: EvidenceRecord) => void) {
    super(verifier);
    this.#onRecord = onRecord;
  }

  override add(record: StoredRecord): void {
    super.add(record);
    this.#show(shownByFile(record));
  }

  override addLoki(entry: LokiEntry): void {
    super.addLoki(entry);
    this.#show(shownByLoki(entry));
  }

  override addElasticsearch(hit: ElasticsearchHit): void {
    super.addElasticsearch(hit);
    this.#show(shownByElasticsearch(hit));
  }

  /** The quick way would pass by whole lines; here every record is looked at. */
  override lines(): LineVerifier {
    return { take: () => false, learn: () => {} };
  }

  #show(shown: ShownRecord): void {
    const record = evidenceOf(shown);
    if (record !== undefined) this.#onRecord(record);
  }
}
