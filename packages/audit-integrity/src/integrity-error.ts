/**
 * What made an input unusable. Closed set; one line each in `docs/errors.md`.
 *
 * @stable
 */
export type IntegrityErrorCode =
  | 'ERR_NOT_CANONICAL'
  | 'ERR_TOO_LARGE'
  | 'ERR_TOO_DEEP'
  | 'ERR_UNKNOWN_VERSION'
  | 'ERR_PAYLOAD'
  | 'ERR_KEY_REFUSED'
  | 'ERR_CERTIFICATE'
  | 'ERR_CHECKPOINT'
  | 'ERR_IDENTITY'
  | 'ERR_STREAM'
  | 'ERR_REDACTION'
  | 'ERR_TRUST'
  | 'ERR_WITNESS';

/**
 * The evidence, a key or an option could not be read. Whether evidence was *changed* is a verdict, never an exception.
 *
 * @stable
 */
export class IntegrityError extends Error {
  readonly code: IntegrityErrorCode;

  constructor(code: IntegrityErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'IntegrityError';
    this.code = code;
  }
}

/** @stable */
export type NoteErrorCode = 'ERR_NOTE_MALFORMED' | 'ERR_NOTE_SIGNATURE' | 'ERR_NOTE_UNVERIFIED' | 'ERR_NOTE_KEY';

/**
 * A signed note could not be opened: it is malformed, a known key's signature is wrong, no known key signed it, or one of
 * the given keys cannot be used.
 *
 * @stable
 */
export class NoteError extends Error {
  readonly code: NoteErrorCode;

  constructor(code: NoteErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NoteError';
    this.code = code;
  }
}
