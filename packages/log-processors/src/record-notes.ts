import type { DetectionFacts } from '@otelseal/semantic-conventions';

/** What the processors of this package tell each other about a record, under a symbol that no serializer reads. */
export interface RecordNotes {
  readonly facts: DetectionFacts | undefined;
  /** The body is the catalogue's message and can be rendered again from the attributes. */
  readonly templateMessage: boolean;
}

/** Known to @otelseal/gateway as well, whose records have the place from the beginning. */
const NOTES: unique symbol = Symbol.for('otelseal.record.notes.1') as never;

interface RecordWithPlace {
  [NOTES]?: RecordNotes | undefined;
}

/** For records that take no property: an entry in a weak table costs as much as half of all that is noted. */
const notes = new WeakMap<object, RecordNotes>();

export function noteRecord(record: object, note: RecordNotes): void {
  if (Object.isExtensible(record) || NOTES in record) (record as RecordWithPlace)[NOTES] = note;
  else notes.set(record, note);
}

export function notesOf(record: object): RecordNotes | undefined {
  return NOTES in record ? (record as RecordWithPlace)[NOTES] : notes.get(record);
}
