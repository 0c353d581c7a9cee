import type { ElasticsearchHit, LineVerifier, LokiEntry, StoredRecord, Verifier } from '@otelseal/audit-integrity';

import type { EvidenceRecord } from './evidence-record.js';
import { PassingVerifier } from './passing-verifier.js';
import { type ShownRecord, shownByElasticsearch, shownByFile, shownByLoki } from './shown-record.js';
import { readSignedRecord, type SignedRecord } from './signed-record.js';
import { BY_DIGEST } from './signed-value.js';
import { valueText } from './value-text.js';

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

function evidenceOf({ payload, ...shown }: ShownRecord): EvidenceRecord | undefined {
  if (payload === undefined) return { ...shown, seal: undefined, isGap: false };
  const signed = typeof payload === 'string' ? readSignedRecord(payload) : undefined;
  if (signed === 'other') return undefined;
  if (signed === undefined) return { ...shown, seal: 'unreadable', isGap: false };
  const { body, hasRest, ...record } = signed;
  return {
    ...record,
    place: shown.place,
    message: body === BY_DIGEST ? shown.message : record.message,
    attributes: filledUp(signed, shown.attributes),
  };
}

/** What was signed by its digest alone stands in the store; where it differs from the digest, the verifier says so. */
function filledUp(
  { attributes, hasRest }: SignedRecord,
  shown: EvidenceRecord['attributes'],
): EvidenceRecord['attributes'] {
  if (!hasRest && !Object.values(attributes).includes(BY_DIGEST)) return attributes;
  const filled: Record<string, unknown> = Object.assign(Object.create(null), hasRest ? shown : {}, attributes);
  for (const [name, value] of Object.entries(filled)) if (value === BY_DIGEST) filled[name] = valueText(shown[name]);
  return filled;
}
