import type { EvidenceRecord } from './evidence-record.js';
import type { ShownRecord } from './shown-record.js';
import { readSignedRecord, type SignedRecord } from './signed-record.js';
import { BY_DIGEST } from './signed-value.js';
import { valueText } from './value-text.js';

/** A record by its signed values where it carries some that can be read; undefined for control records that say nothing of what happened. */
export function evidenceOf({ payload, ...shown }: ShownRecord): EvidenceRecord | undefined {
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
