import { type Checkpoint, parseCheckpoint } from '../checkpoint.js';
import type { Mismatch } from '../display/mismatch.js';
import { IntegrityError } from '../integrity-error.js';
import { type BinaryHash, HASH_LENGTH } from '../merkle-tree.js';
import type { CheckpointPayload } from '../sealed-payload.js';
import { judgedNote, type UnverifiedNote } from '../signed-note.js';

/** A checkpoint record, read but not believed. */
export interface CheckpointClaim extends Checkpoint {
  /** The signed bytes. */
  readonly text: string;
  /** Characters that are kept of it. */
  readonly length: number;
  readonly signatures: UnverifiedNote['signatures'];
  readonly proof: readonly BinaryHash[];
  /** The checkpoint of a witness's directory that came with its cosignature; empty when there is none. */
  readonly directory: string;
  /** A witness's directory brought it, not a record: it has neither proof nor display. */
  readonly isFromWitness: boolean;
  /** The time that the record shows. */
  readonly time: string;
  /** Whether it shows a time within the range that is asked about, or none; a witness's shows nothing. */
  readonly isShownWithin: boolean;
  readonly mismatch: Mismatch | undefined;
  readonly place: string;
}

/** @throws NoteError, IntegrityError when the note is none or holds no checkpoint */
export function readCheckpoint(
  payload: CheckpointPayload,
): Omit<CheckpointClaim, 'time' | 'isShownWithin' | 'mismatch' | 'place'> {
  const { directory, proof } = payload;
  const note = readNote(payload.note);
  const length = note.length + directory.length + HASH_LENGTH * proof.length;
  return { ...note, length, proof, directory, isFromWitness: false };
}

/** @throws NoteError, IntegrityError; a stream has leaves, and so has whatever a checkpoint is over */
export function readNote(note: string): Checkpoint & Pick<CheckpointClaim, 'text' | 'signatures' | 'length'> {
  const { text, signatures } = judgedNote(note);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.size < 1) throw new IntegrityError('ERR_CHECKPOINT', 'A checkpoint over no record.');
  return { ...checkpoint, text, signatures, length: note.length };
}
