import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { wireSafeRecord } from '@otelseal/audit-integrity';
import type { Settle } from '../delivery/ordered-sender.js';
import { approximateBytes } from '../delivery/record-size.js';
import type { SigningError } from '../signing-error.js';
import type { RecordPlace } from './exported-record.js';
import type { DraftBudget } from './sealing-ports.js';

interface Draft {
  readonly record: ReadableLogRecord;
  readonly bytes: number;
}

/** Snapshots of records that came before the first certificate, and the export calls that brought them. */
export class HeldDrafts {
  readonly #budget: DraftBudget;
  #drafts: Draft[] = [];
  #calls: Settle[] = [];

  constructor(budget: DraftBudget) {
    this.#budget = budget;
  }

  get count(): number {
    return this.#drafts.length;
  }

  /** Copies now: whoever holds the original may still change it. */
  hold(original: ReadableLogRecord, place: RecordPlace): void {
    const { hrTimeObserved } = original;
    const record = { ...wireSafeRecord(original), ...place, hrTimeObserved } as ReadableLogRecord;
    const bytes = approximateBytes(record);
    this.#budget.take(bytes);
    this.#drafts.push({ record, bytes });
  }

  /** Who is told once it is clear what becomes of the drafts. */
  onceSettled(call: Settle): void {
    this.#calls.push(call);
  }

  tell(error: SigningError): void {
    for (const call of this.#calls.splice(0)) call(error);
  }

  /** Lets go of everything. */
  take(): { readonly records: readonly ReadableLogRecord[]; readonly calls: readonly Settle[] } {
    const drafts = this.#drafts.splice(0);
    for (const { bytes } of drafts) this.#budget.give(bytes);
    return { records: drafts.map(({ record }) => record), calls: this.#calls.splice(0) };
  }
}
