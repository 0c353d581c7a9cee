import { notesOf } from './record-notes.js';

/**
 * Lets go of what {@link detectionFactsOf} gives for this record, for whoever takes records into a queue behind all detectors: raw names and
 * addresses need not wait there with them, and the garbage collector has less to carry from place to place.
 *
 * @experimental
 * @example
 * const queueing: LogRecordProcessor = { onEmit: (record) => { queue.push(record); forgetDetectionFacts(record); }, ... };
 */
export function forgetDetectionFacts(record: object): void {
  notesOf(record)?.forgetFacts();
}
