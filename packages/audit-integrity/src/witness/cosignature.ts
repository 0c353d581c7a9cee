import { PUBLIC_KEY_LENGTH, SIGNATURE_LENGTH, verifyStrictly } from '../ed25519.js';
import { type NoteSignature, splitNote, type UnverifiedNote } from '../signed-note.js';
import { keyOfVkey, type VerifierKey, verifierKey, vkeyText } from '../verifier-key.js';

/** C2SP tlog-cosignature's number for Ed25519. */
const ALGORITHM_COSIGNATURE = 4;
const TIMESTAMP_LENGTH = 8;

/**
 * A witness's key: makes timestamped cosignatures under checkpoints (C2SP tlog-cosignature v1, Ed25519).
 *
 * @stable
 */
export interface WitnessSigner {
  /** Free of white space and `+`: by convention an address without a scheme, such as `witness.example/w1`. */
  readonly name: string;
  /** 32 raw bytes. */
  readonly publicKey: Uint8Array;
  /** Returns the 64 raw bytes of the signature, at once. */
  sign(message: Uint8Array): Uint8Array;
}

/**
 * The text form of a witness's public key: `name+keyid+base64(0x04 ‖ key)`. The number keeps it from being taken for a key
 * that signs checkpoints.
 *
 * @example
 * formatWitnessVkey('witness.example/w1', publicKey); // witness.example/w1+8d66cf3f+BA…
 * @throws IntegrityError `ERR_KEY_REFUSED`
 * @stable
 */
export function formatWitnessVkey(name: string, publicKey: Uint8Array): string {
  return vkeyText(verifierKey(name, publicKey, ALGORITHM_COSIGNATURE), ALGORITHM_COSIGNATURE);
}

/**
 * Reads a witness's vkey by the same strict rules as `parseVkey`.
 *
 * @throws IntegrityError `ERR_KEY_REFUSED`, saying why.
 * @stable
 */
export function parseWitnessVkey(vkey: string): VerifierKey {
  const otherwise = `only Ed25519 cosigners (algorithm ${ALGORITHM_COSIGNATURE}, ${PUBLIC_KEY_LENGTH} bytes) are witnesses`;
  return keyOfVkey(vkey, ALGORITHM_COSIGNATURE, otherwise);
}

/**
 * The signature line, with its line feed, by which a witness says: at this time, this was the largest tree that I had seen
 * of this origin, and it continued all before it.
 *
 * @param text of the checkpoint, with its last line feed and without signatures.
 * @param seconds since 1970, whole and above 0.
 * @stable
 */
export function cosignatureLine(text: string, seconds: number, signer: WitnessSigner): string {
  const { keyId } = verifierKey(signer.name, signer.publicKey, ALGORITHM_COSIGNATURE);
  const time = Buffer.alloc(TIMESTAMP_LENGTH);
  time.writeBigUInt64BE(BigInt(seconds));
  const bytes = Buffer.concat([Buffer.from(keyId, 'hex'), time, signer.sign(cosignedMessage(text, seconds))]);
  return `— ${signer.name} ${bytes.toString('base64')}\n`;
}

/** A signature line of a note, its bytes not judged yet. */
type SignatureLine = UnverifiedNote['signatures'][number];

/** When the witness cosigned this text, in seconds since 1970; undefined unless the line is its and holds. */
export function cosignedAt(text: string, line: SignatureLine, witness: VerifierKey): number | undefined {
  if (line.name !== witness.name || line.keyId !== witness.keyId) return undefined;
  if (line.signature.length !== TIMESTAMP_LENGTH + SIGNATURE_LENGTH) return undefined;
  const bytes = Buffer.from(line.signature);
  const seconds = bytes.readBigUInt64BE();
  if (seconds < 1n || seconds > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const signature = bytes.subarray(TIMESTAMP_LENGTH);
  const message = cosignedMessage(text, Number(seconds));
  return verifyStrictly(witness.key, message, signature) ? Number(seconds) : undefined;
}

function cosignedMessage(text: string, seconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** @stable */
export interface Cosignature extends NoteSignature {
  /** When, in seconds since 1970, by the witness's clock. */
  readonly seconds: number;
}

/**
 * The cosignatures under a checkpoint that these witnesses made; lines of others, and wrong ones, are passed over.
 *
 * @param witnesses vkeys, as text or as read by `parseWitnessVkey`.
 * @example
 * cosignaturesOf(note, ['witness.example/w1+8d66cf3f+BA…']).map(({ seconds }) => new Date(seconds * 1000));
 * @throws NoteError `ERR_NOTE_MALFORMED`; IntegrityError for a refused vkey.
 * @stable
 */
export function cosignaturesOf(note: string, witnesses: readonly (string | VerifierKey)[]): readonly Cosignature[] {
  const keys = witnesses.map((witness) => (typeof witness === 'string' ? parseWitnessVkey(witness) : witness));
  const { text, signatures } = splitNote(note);
  return signatures.flatMap((line) =>
    keys.flatMap((key) => {
      const seconds = cosignedAt(text, line, key);
      return seconds === undefined ? [] : [{ name: key.name, keyId: key.keyId, seconds }];
    }),
  );
}
