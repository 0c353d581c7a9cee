import type { DetectionFacts } from '@otelseal/semantic-conventions';

/** What the processors of this package tell each other about a record, beside the record: no exporter sees it. */
export interface RecordNotes {
  readonly facts: DetectionFacts | undefined;
  /** The body is the catalogue's message and can be rendered again from the attributes. */
  readonly templateMessage: boolean;
}

/** One weak table for all notes: an entry costs the garbage collector more than it costs us, so a record has one at most. */
const notes = new WeakMap<object, RecordNotes>();

/** A record with a place for notes of its own, as a gateway makes them, needs no entry. Known to @otelseal/gateway as well. */
const NOTES: unique symbol = Symbol.for('otelseal.record.notes.1') as never;

interface RecordWithPlace {
  [NOTES]?: RecordNotes | undefined;
}

export function noteRecord(record: object, note: RecordNotes): void {
  if (NOTES in record) (record as RecordWithPlace)[NOTES] = note;
  else notes.set(record, note);
}

export function notesOf(record: object): RecordNotes | undefined {
  return NOTES in record ? (record as RecordWithPlace)[NOTES] : notes.get(record);
}
