import { attributesIn } from '../display/file.js';
import { attributeOf } from '../display/spelled-out.js';
import type { StoredRecord } from '../stored-record.js';
import type { Finding } from '../verdict.js';

/** Findings about unsealed records that are kept; the rest is counted. */
const MAX_KEPT = 1_000;

/** Records without a seal: ordinary ones are counted, those that speak as security records are findings. */
export class UnsealedRecords {
  readonly findings: Finding[] = [];
  ordinary = 0;
  /** All findings, those not kept included. */
  count = 0;

  add(stored: StoredRecord): void {
    const field = claimOf(stored);
    if (field === undefined) {
      this.ordinary += 1;
      return;
    }
    this.count += 1;
    if (this.findings.length >= MAX_KEPT) return;
    const detail = 'it speaks as a security record, and is not sealed';
    this.findings.push({ verdict: 'UNSIGNED', stream: '-', sequence: '-', field, place: stored.place, detail });
  }
}

/** The field by which a record claims to be a security record, if it does. */
function claimOf(stored: StoredRecord): string | undefined {
  const { eventName } = stored.logRecord;
  if (typeof eventName === 'string' && isOurs(eventName)) return 'eventName';
  for (const attribute of attributesIn(stored.logRecord)) {
    const { key, value } = attributeOf(attribute);
    if (isOurs(key)) return key;
    if (key === 'event.name' && typeof value?.stringValue === 'string' && isOurs(value.stringValue)) return key;
  }
  return undefined;
}

function isOurs(name: string): boolean {
  return name.startsWith('security.') || name.startsWith('audit.');
}
