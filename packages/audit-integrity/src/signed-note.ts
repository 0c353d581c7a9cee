import { SIGNATURE_LENGTH, verifyStrictly } from './ed25519.js';
import { IntegrityError, NoteError } from './integrity-error.js';
import { isKeyName, keyIdOf, parseVkey, type VerifierKey } from './verifier-key.js';

/** Longest note, in UTF-16 units, as in Go's implementation. Ours have a few hundred. */
export const MAX_NOTE_LENGTH = 1_000_000;
/** A note with more signature lines is refused, as in Go's implementation. */
export const MAX_NOTE_SIGNATURES = 100;

/** @stable */
export interface NoteSignature {
  readonly name: string;
  /** Eight lower-case hex digits, as in a vkey. */
  readonly keyId: string;
}

/** @stable */
export interface OpenedNote {
  /** The signed text, including its last line feed. */
  readonly text: string;
  /** The signatures that known keys made, in the note's order. */
  readonly signatures: readonly NoteSignature[];
}

/** A note taken apart, nothing verified yet. */
export interface UnverifiedNote {
  readonly text: string;
  readonly signatures: readonly (NoteSignature & { readonly signature: Uint8Array })[];
}

/**
 * Opens a C2SP signed note: returns its text only when at least one of the given keys signed it. Signatures by unknown
 * keys are passed over; a wrong signature by a known key refuses the note.
 *
 * @example
 * openNote(note, ['example.com/log+1d1f8a2b+AX…']).text;
 *
 * @param verifierKeys vkeys, as text or as read by `parseVkey`.
 * @throws NoteError `ERR_NOTE_MALFORMED`, `ERR_NOTE_SIGNATURE`, `ERR_NOTE_UNVERIFIED`; `ERR_NOTE_KEY` for a vkey that is
 * refused, and for two keys under one name and key id.
 * @stable
 */
export function openNote(text: string, verifierKeys: readonly (string | VerifierKey)[]): OpenedNote {
  const keys = keysOf(verifierKeys);
  const note = splitNote(text);
  const message = Buffer.from(note.text);
  const verified = new Map<VerifierKey, NoteSignature>();
  for (const { name, keyId, signature } of note.signatures) {
    const key = keys.find((candidate) => candidate.name === name && candidate.keyId === keyId);
    if (key === undefined || verified.has(key)) continue;
    if (!verifyStrictly(key.key, message, signature)) {
      throw new NoteError('ERR_NOTE_SIGNATURE', `The signature by ${JSON.stringify(name)} is wrong.`);
    }
    verified.set(key, { name, keyId });
  }
  if (verified.size === 0) throw new NoteError('ERR_NOTE_UNVERIFIED', 'No known key signed the note.');
  return { text: note.text, signatures: [...verified.values()] };
}

/** The keys as they were given, the same one once; two that cannot be told apart would leave the verdict to their order. */
function keysOf(given: readonly (string | VerifierKey)[]): readonly VerifierKey[] {
  const keys: VerifierKey[] = [];
  for (const key of given.map(keyOf)) {
    const twin = keys.find(({ name, keyId }) => name === key.name && keyId === key.keyId);
    if (twin === undefined) keys.push(key);
    else if (Buffer.compare(twin.publicKey, key.publicKey) !== 0) {
      throw new NoteError(
        'ERR_NOTE_KEY',
        `Two keys have the name ${JSON.stringify(key.name)} and the id ${key.keyId}.`,
      );
    }
  }
  return keys;
}

function keyOf(key: string | VerifierKey): VerifierKey {
  if (typeof key !== 'string') return key;
  try {
    return parseVkey(key);
  } catch (cause) {
    if (!(cause instanceof IntegrityError)) throw cause;
    throw new NoteError('ERR_NOTE_KEY', cause.message, { cause });
  }
}

/**
 * Takes a note apart without believing any of it.
 *
 * @throws NoteError `ERR_NOTE_MALFORMED`
 */
export function splitNote(note: string): UnverifiedNote {
  if (typeof note !== 'string') throw new TypeError('The note must be a string.');
  if (note.length > MAX_NOTE_LENGTH) throw malformed(`it is longer than ${MAX_NOTE_LENGTH} characters`);
  if (!note.isWellFormed() || hasControls(note)) throw malformed('it holds control characters or lone surrogates');
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw malformed('the blank line before its signatures is missing');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_NOTE_SIGNATURES) throw malformed(`it has more than ${MAX_NOTE_SIGNATURES} signatures`);
  return { text: note.slice(0, end + 1), signatures: lines.map(signatureOfLine) };
}

/** Of a note in the log so many signature lines count: the signer's, one more algorithm's, and a few witnesses'. SPEC.md, §8. */
export const MAX_JUDGED_SIGNATURES = 16;

/**
 * As `splitNote`, without the lines beyond those that count: how many there are is up to whoever wrote the log, and each costs a
 * signature check for every key that it names.
 *
 * @throws NoteError `ERR_NOTE_MALFORMED`
 */
export function judgedNote(note: string): UnverifiedNote {
  const { text, signatures } = splitNote(note);
  return { text, signatures: signatures.slice(0, MAX_JUDGED_SIGNATURES) };
}

function signatureOfLine(line: string): UnverifiedNote['signatures'][number] {
  const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (name === undefined || !isKeyName(name) || bytes.length < 5 || bytes.toString('base64') !== encoded) {
    throw malformed('a signature line is not "— name base64"');
  }
  return { name, keyId: bytes.toString('hex', 0, 4), signature: bytes.subarray(4) };
}

/** U+0000–001F but the line feed: C2SP forbids these and no others. */
function hasControls(text: string): boolean {
  return /[^\P{Cc}\n\x7f-\x9f]/u.test(text);
}

function malformed(why: string): NoteError {
  return new NoteError('ERR_NOTE_MALFORMED', `Not a signed note: ${why}.`);
}

/**
 * Puts a signature under a note's text; further signatures are appended with `signatureLine`.
 *
 * @param text ends with a line feed; it is what `signature` signs.
 * @example
 * formatNote(text, { name, publicKey, signature: await signer.sign(Buffer.from(text)) });
 * @stable
 */
export function formatNote(
  text: string,
  signer: { readonly name: string; readonly publicKey: Uint8Array; readonly signature: Uint8Array },
): string {
  if (!text.endsWith('\n')) throw malformed('its text does not end with a line feed');
  return `${text}\n${signatureLine(signer)}`;
}

/**
 * One signature line, with its line feed.
 *
 * @throws NoteError `ERR_NOTE_MALFORMED` when the name or the signature cannot be written.
 * @stable
 */
export function signatureLine(signer: {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}): string {
  const { name, publicKey, signature } = signer;
  if (!isKeyName(name)) throw malformed('the key name must be free of white space and "+"');
  if (signature.length !== SIGNATURE_LENGTH) throw malformed(`an Ed25519 signature has ${SIGNATURE_LENGTH} bytes`);
  const keyId = Buffer.from(keyIdOf(name, publicKey), 'hex');
  return `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;
}
