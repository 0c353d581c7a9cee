import { createHash } from 'node:crypto';

import type { EvidenceRecord } from '../records/evidence-record.js';
import type { SealStates } from '../records/seal-states.js';
import { isWithin } from '../records/within.js';
import type { TimeRange } from '../verify/judge-sources.js';
import { byTime, KeptRows } from './kept-rows.js';
import { itemsOf, type Subject } from './subject.js';
import { type TimelineRow, timelineRow } from './timeline-row.js';

/** Identifiers of found records that incidents may refer to, of those with a seal and of those without. */
const MAX_IDS = 100_000;
/** Rows without a proof that are shown however many proven ones there are. */
const LEAST_UNPROVEN = 1_000;

/** The rows of a story, and how many were found and are not among them. */
export interface FoundRows {
  readonly rows: readonly TimelineRow[];
  readonly left: { readonly proven: number; readonly unproven: number };
}

/**
 * Gathers one subject's story from records in any order: its own records, incidents that name it or one of its records, and
 * every loss that a stream declared, because what was lost may have been the subject's. Anybody can write records, so those that
 * prove something are kept apart from the others and come first: of more than `maxRows` proven ones the earliest stay, and the others
 * get what room these leave, but for a thousand.
 */
export class Timeline {
  readonly #subject: Subject;
  readonly #range: TimeRange | undefined;
  readonly #maxRows: number;
  /** What a verdict over all of these records said; undefined while there is none. */
  readonly #judged: SealStates | undefined;
  readonly #ids = { sealed: new Set<string>(), other: new Set<string>() };
  readonly #sealed: KeptRows;
  readonly #other: KeptRows;

  /** @param maxRows most rows of a kind that are kept; up to twice as many are in memory while reading */
  constructor(subject: Subject, range: TimeRange | undefined, maxRows: number, judged?: SealStates) {
    this.#subject = subject;
    this.#range = range;
    this.#maxRows = maxRows;
    this.#judged = judged;
    this.#sealed = new KeptRows(maxRows);
    this.#other = new KeptRows(maxRows);
  }

  add(record: EvidenceRecord): void {
    if (!isWithin(record, this.#range)) return;
    const isSealed = this.#judged === undefined ? typeof record.seal === 'object' : this.#judged.speaksSigned(record);
    if (!this.#concerns(record, isSealed ? this.#ids.sealed : this.#ids.other)) return;
    const row = timelineRow(record);
    (isSealed ? this.#sealed : this.#other).add(identityOf(row), row);
  }

  /**
   * Whether rows that carry a seal were left out while others were kept that turned out to prove nothing: then the records must be read
   * again, with the verdict known.
   */
  isDisplaced(states: SealStates): boolean {
    if (this.#judged !== undefined) return false;
    const { rows } = this.#sealed;
    return this.#sealed.left > 0 && rows.some((row) => !states.speaksSigned(row));
  }

  /** The earliest first; what has no time before all. @param states the verdict over all records that were added */
  rows(states: SealStates): FoundRows {
    const sealed = this.#sealed.rows;
    const proven = sealed.filter((row) => states.speaksSigned(row));
    const others = [...sealed.filter((row) => !states.speaksSigned(row)), ...this.#other.rows].sort(byTime);
    const room = Math.max(this.#maxRows - proven.length, Math.min(LEAST_UNPROVEN, this.#maxRows));
    const shown = others.slice(0, room);
    return {
      rows: [...proven, ...shown].sort(byTime),
      left: { proven: this.#sealed.left, unproven: this.#other.left + others.length - shown.length },
    };
  }

  #concerns(record: EvidenceRecord, ids: Set<string>): boolean {
    const id = record.attributes['audit.record.id'];
    if (this.#subject.isOf(record)) {
      if (typeof id === 'string' && ids.size < MAX_IDS) ids.add(id.slice(0, 256));
      return true;
    }
    if (record.isGap) return true;
    const isIncident = record.eventName.startsWith('security.incident.');
    const { sealed, other } = this.#ids;
    return (
      isIncident &&
      itemsOf(record.attributes['security.incident.records'])
        .map(String)
        .some((one) => sealed.has(one) || other.has(one))
    );
  }
}

function identityOf({ seal, timeNs, place, ...texts }: TimelineRow): string {
  const where = typeof seal === 'object' ? [seal.stream, seal.sequence, String(seal.timeNs)] : [place];
  return createHash('sha256')
    .update(JSON.stringify([where, texts]))
    .digest('base64');
}
