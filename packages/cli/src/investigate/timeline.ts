import { createHash } from 'node:crypto';

import type { EvidenceRecord } from '../records/evidence-record.js';
import { isWithin } from '../records/within.js';
import type { TimeRange } from '../verify/judge-sources.js';
import { itemsOf, type Subject } from './subject.js';
import { type TimelineRow, timelineRow } from './timeline-row.js';

/** Identifiers of found records that incidents may refer to. */
const MAX_IDS = 100_000;

/**
 * Gathers one subject's story from records in any order: its own records, incidents that name it or one of its records, and
 * every loss that a stream declared, because what was lost may have been the subject's. Of more than `maxRows` the earliest stay.
 */
export class Timeline {
  readonly #subject: Subject;
  readonly #range: TimeRange | undefined;
  readonly #maxRows: number;
  readonly #ids = new Set<string>();
  /** By what makes a row one: a store may hand it over twice. */
  #rows = new Map<string, TimelineRow>();
  #left = 0;

  /** @param maxRows most rows that are kept; up to twice as many are in memory while reading */
  constructor(subject: Subject, range: TimeRange | undefined, maxRows: number) {
    this.#subject = subject;
    this.#range = range;
    this.#maxRows = maxRows;
  }

  add(record: EvidenceRecord): void {
    if (!isWithin(record, this.#range) || !this.#concerns(record)) return;
    const row = timelineRow(record);
    this.#rows.set(identityOf(row), row);
    if (this.#rows.size >= this.#maxRows * 2) this.#cut();
  }

  /** Rows that were found and are not kept. */
  get left(): number {
    return this.#left + Math.max(0, this.#rows.size - this.#maxRows);
  }

  /** The earliest first; what has no time before all. */
  get rows(): readonly TimelineRow[] {
    return [...this.#rows.values()].sort(byTime).slice(0, this.#maxRows);
  }

  #concerns(record: EvidenceRecord): boolean {
    const id = record.attributes['audit.record.id'];
    if (this.#subject.isOf(record)) {
      if (typeof id === 'string' && this.#ids.size < MAX_IDS) this.#ids.add(id.slice(0, 256));
      return true;
    }
    if (record.isGap) return true;
    const isIncident = record.eventName.startsWith('security.incident.');
    return (
      isIncident && itemsOf(record.attributes['security.incident.records']).some((one) => this.#ids.has(String(one)))
    );
  }

  #cut(): void {
    const before = this.#rows.size;
    const earliest = [...this.#rows].sort(([, one], [, other]) => byTime(one, other)).slice(0, this.#maxRows);
    this.#rows = new Map(earliest);
    this.#left += before - this.#rows.size;
  }
}

function identityOf({ seal, timeNs, place, ...texts }: TimelineRow): string {
  const where = typeof seal === 'object' ? [seal.stream, seal.sequence, String(seal.timeNs)] : [place];
  return createHash('sha256')
    .update(JSON.stringify([where, texts]))
    .digest('base64');
}

function byTime(one: TimelineRow, other: TimelineRow): number {
  const [a, b] = [one.timeNs ?? 0n, other.timeNs ?? 0n];
  if (a !== b) return a < b ? -1 : 1;
  const incidents = Number(one.what === 'incident') - Number(other.what === 'incident');
  if (incidents !== 0) return incidents; // sealed before the event that it is about, at the same moment: read after it
  const [s, t] = [one, other].map(({ seal }) => (typeof seal === 'object' ? seal.sequence : 0)) as [number, number];
  return s - t;
}
