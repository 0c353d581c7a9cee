import type { DetectionFacts } from '@otelseal/semantic-conventions';
import { notesOf } from './record-notes.js';

/**
 * The detection facts of a record that the enriching processor has seen, or `undefined` for a record that is no security event.
 *
 * @experimental
 * @example
 * const facts = detectionFactsOf(record);
 * if (facts?.outcome === 'failure') failures.pour(facts.keys.clientActor, nowMs);
 */
export function detectionFactsOf(record: object): DetectionFacts | undefined {
  return notesOf(record)?.facts;
}
