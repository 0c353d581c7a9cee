import { formatNote, IntegrityError, NoteError, openNote, parseVkey, signatureLine } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import type { TrustEditor } from './trust-editor.js';

/** First line inside the signed bytes. */
const LABEL = 'otelseal/root-rotation/v1';

/** One root hands over to the next. */
export interface RootRotation {
  readonly oldVkey: string;
  readonly newVkey: string;
  /** The new root speaks from then on; RFC 3339, whole seconds, UTC. */
  readonly notBefore: string;
  /** Certificates of the old root end by then. */
  readonly notAfter: string;
}

/** Signs for a root: 64 raw bytes over a message. */
export interface RootSignature {
  readonly vkey: string;
  sign(message: Uint8Array): Uint8Array;
}

/** The statement: a note signed by the old root, who may say so, and by the new one, who thereby has the key. */
export function rotationStatement(rotation: RootRotation, old: RootSignature, next: RootSignature): string {
  const { oldVkey, newVkey, notBefore, notAfter } = rotation;
  const lines = [LABEL, `old ${oldVkey}`, `new ${newVkey}`, `not-before ${notBefore}`, `not-after ${notAfter}`];
  const text = `${lines.join('\n')}\n`;
  const signed = ({ vkey, sign }: RootSignature) => {
    const { name, publicKey } = parseVkey(vkey);
    return { name, publicKey, signature: sign(Buffer.from(text)) };
  };
  return `${formatNote(text, signed(old))}${signatureLine(signed(next))}`;
}

/**
 * What a statement says, if both keys signed it.
 *
 * @throws {CliError} `ERR_USAGE`
 */
export function readRotation(note: string): RootRotation {
  const [, oldVkey, newVkey, notBefore, notAfter] = LINES.exec(note) ?? [];
  if (oldVkey === undefined || newVkey === undefined || notBefore === undefined || notAfter === undefined) {
    throw usageError('The file holds no statement of a root rotation.');
  }
  try {
    const { signatures } = openNote(note, [oldVkey, newVkey]);
    if (signatures.length !== 2) throw usageError('The statement is not signed by both the old root and the new one.');
  } catch (cause) {
    if (cause instanceof NoteError || cause instanceof IntegrityError) throw usageError(cause.message, cause);
    throw cause;
  }
  return { oldVkey, newVkey, notBefore, notAfter };
}

const TIME = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z';
const LINES = new RegExp(`^${LABEL}\nold (\\S+)\nnew (\\S+)\nnot-before (${TIME})\nnot-after (${TIME})\n\n`);

/** The new root speaks for what the old one spoke for, from its time on; the old one's end is set. */
export function applyRotation(
  trust: TrustEditor,
  { oldVkey, newVkey, notBefore, notAfter }: RootRotation,
): TrustEditor {
  const { vkey: _, compromisedAfter, ...scope } = trust.entry('roots', oldVkey);
  if (compromisedAfter !== undefined) {
    throw usageError('The old root may be in other hands; its word for a new one counts no more. Use keys trust add.');
  }
  return trust
    .limit('roots', oldVkey, 'notAfter', notAfter)
    .add('roots', { vkey: newVkey, ...scope, notBefore, notAfter: undefined });
}
