import { notesOf } from './record-notes.js';

/**
 * Whether the body of this record is the catalogue's message. The enricher renders that message from raw attributes; the sanitizer renders
 * it again from sanitized ones, so that a value it masked does not survive in the sentence.
 */
export function hasTemplateMessage(record: object): boolean {
  return notesOf(record)?.templateMessage === true;
}
