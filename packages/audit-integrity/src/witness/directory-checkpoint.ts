import { type Checkpoint, formatCheckpoint, parseCheckpoint } from '../checkpoint.js';
import { IntegrityError, NoteError } from '../integrity-error.js';
import type { BinaryHash } from '../merkle-tree.js';
import { splitNote } from '../signed-note.js';
import type { VerifierKey } from '../verifier-key.js';
import { cosignatureLine, cosignedAt, type WitnessSigner } from './cosignature.js';

/** The origin of a witness's own log. */
export function directoryOrigin(witnessName: string): string {
  return `${witnessName}/directory`;
}

/** What a witness says of its directory: at this time it had this size and root. */
export interface DirectoryHead extends Checkpoint {
  readonly witness: VerifierKey;
  readonly seconds: number;
}

/** A checkpoint of the directory, timestamped by the witness's own cosignature. */
export function directoryCheckpoint(
  signer: WitnessSigner,
  { size, root }: { readonly size: number; readonly root: BinaryHash },
  seconds: number,
): string {
  const text = formatCheckpoint({ origin: directoryOrigin(signer.name), size, root });
  return `${text}\n${cosignatureLine(text, seconds, signer)}`;
}

/** What the note says, if one of these witnesses made it; undefined for anything else. */
export function readDirectoryHead(note: string, witnesses: readonly VerifierKey[]): DirectoryHead | undefined {
  try {
    const { text, signatures } = splitNote(note);
    const checkpoint = parseCheckpoint(text);
    for (const witness of witnesses) {
      if (checkpoint.origin !== directoryOrigin(witness.name)) continue;
      for (const line of signatures.slice(0, MAX_LINES)) {
        const seconds = cosignedAt(text, line, witness);
        if (seconds !== undefined) return { ...checkpoint, witness, seconds };
      }
    }
    return undefined;
  } catch (error) {
    if (error instanceof NoteError || error instanceof IntegrityError) return undefined;
    throw error;
  }
}

/** Signature lines that are looked at. */
const MAX_LINES = 16;
