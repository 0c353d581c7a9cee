import type { ShownRecord } from '../display/shown-record.js';
import type { Finding } from '../verdict.js';

/** Findings about unsealed records that are kept; the rest is counted. */
const MAX_KEPT = 1_000;

/** Records without a seal: ordinary ones are counted, those that speak as security records are findings. */
export class UnsealedRecords {
  readonly findings: Finding[] = [];
  ordinary = 0;
  /** All findings, those not kept included. */
  count = 0;

  add(record: ShownRecord): void {
    const field = record.claim();
    if (field === undefined) {
      this.ordinary += 1;
      return;
    }
    this.count += 1;
    if (this.findings.length >= MAX_KEPT) return;
    const detail = 'it speaks as a security record, and is not sealed';
    this.findings.push({ verdict: 'UNSIGNED', stream: '-', sequence: '-', field, place: record.place, detail });
  }
}
