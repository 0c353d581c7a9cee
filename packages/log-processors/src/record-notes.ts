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
  [NOTES]?: NotesOfRecord | undefined;
}

/**
 * Notes that say of which record they are: a copy by `{ ...record }` takes the symbol along, but what was noted about the record need not
 * be true of it. The facts hold raw names and addresses; behind accessors `console.log(record)` does not show them.
 */
class NotesOfRecord implements RecordNotes {
  readonly #record: object;
  #facts: DetectionFacts | undefined;
  readonly #templateMessage: boolean;

  constructor(record: object, { facts, templateMessage }: RecordNotes) {
    this.#record = record;
    this.#facts = facts;
    this.#templateMessage = templateMessage;
  }

  get record(): object {
    return this.#record;
  }

  get facts(): DetectionFacts | undefined {
    return this.#facts;
  }

  get templateMessage(): boolean {
    return this.#templateMessage;
  }

  forgetFacts(): void {
    this.#facts = undefined;
  }
}

/** For records that take no property: an entry in a weak table costs as much as half of all that is noted. */
const notes = new WeakMap<object, NotesOfRecord>();

export function noteRecord(record: object, note: RecordNotes): void {
  if (Object.isExtensible(record) || Object.hasOwn(record, NOTES))
    (record as RecordWithPlace)[NOTES] = new NotesOfRecord(record, note);
  else notes.set(record, new NotesOfRecord(record, note));
}

export function notesOf(record: object): NotesOfRecord | undefined {
  const noted = (record as RecordWithPlace)[NOTES];
  return noted?.record === record ? noted : notes.get(record);
}
