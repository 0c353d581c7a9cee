import { nanosecondsOf } from '../options/nanoseconds.js';
import type { TimeRange } from '../verify/judge-sources.js';
import type { EvidenceRecord } from './evidence-record.js';

/** Whether a record belongs to the range: by the time at which it was sealed, as the verdict counts, else by its own; without any it does. */
export function isWithin({ seal, timeNs }: EvidenceRecord, range: TimeRange | undefined): boolean {
  const time = typeof seal === 'object' ? seal.timeNs : timeNs;
  if (range === undefined || time === undefined) return true;
  const { from, to } = range;
  return (from === undefined || time >= nanosecondsOf(from)) && (to === undefined || time <= nanosecondsOf(to));
}

/** RFC 3339 in UTC with nanoseconds; empty for no time and for one that no calendar has. */
export function rfc3339(ns: bigint | undefined): string {
  if (ns === undefined || ns / 1_000_000n > 253_402_300_799_999n) return '';
  const seconds = new Date(Number(ns / 1_000_000_000n) * 1_000).toISOString().slice(0, 19);
  return `${seconds}.${String(ns % 1_000_000_000n).padStart(9, '0')}Z`;
}
