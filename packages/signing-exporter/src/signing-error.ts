/**
 * Why sealing, keeping or delivering failed.
 *
 * | code | meaning |
 * |---|---|
 * | `ERR_OPTION_INVALID` | an option has a value that is not allowed; thrown while constructing |
 * | `ERR_KEY_MISSING` | the key file does not exist or cannot be read; thrown while constructing |
 * | `ERR_KEY_UNSAFE` | the key file is a link, no regular file, not ours, or readable by others; thrown while constructing |
 * | `ERR_KEY_REFUSED` | the key is not a usable Ed25519 private key; thrown while constructing |
 * | `ERR_SIGNER_UNAVAILABLE` | the root signer does not answer; what is sealed meanwhile is provisional until it does |
 * | `ERR_KEPT_FOR_RETRY` | the inner exporter failed; sealed records are kept and sent again, in order |
 * | `ERR_BUFFER_FULL` | records could not be kept; they were not sealed, are counted, and a signed gap declares them |
 * | `ERR_RECORD_UNDELIVERABLE` | the inner exporter refuses this one record for good; a verifier will report it missing |
 * | `ERR_EXPORTER_THREW` | the inner exporter threw instead of calling back |
 * | `ERR_EXPORT_TIMEOUT` | the inner exporter did not call back in time |
 * | `ERR_SEAL_FAILED` | a record could not be sealed; it is counted and declared by a signed gap |
 * | `ERR_SPOOL_UNUSABLE` | the spool folder is missing rights, shared, a link or unwritable; thrown while constructing |
 * | `ERR_SPOOL_WRITE` | the disk refuses writes; what came since is counted and declared by a signed gap |
 * | `ERR_SPOOL_SYNC` | the disk did not confirm a write; `committed('spooled')` resolves to `none` for it |
 * | `ERR_SPOOL_READ` | the spool cannot be read; it is tried again |
 * | `ERR_SPOOL_DAMAGED` | bytes in the spool are not what was written; they are kept aside for people |
 * | `ERR_SPOOL_EXPIRED` | a segment could not be delivered within the spool's age; it is kept aside for people |
 * | `ERR_WITNESS_AWAY` | the witness does not answer; records are sealed and delivered as ever, and it is asked again |
 * | `ERR_WITNESS_REFUSED` | the witness will not cosign a stream, or somebody else answers in its place; nothing more of the stream is witnessed |
 * | `ERR_WITNESS_ROLLED_BACK` | the witness has forgotten what it had cosigned; tell whoever runs it |
 * | `ERR_SHUT_DOWN` | the exporter has been shut down; records are counted and not accepted |
 * @stable
 */
export type SigningErrorCode =
  | 'ERR_OPTION_INVALID'
  | 'ERR_KEY_MISSING'
  | 'ERR_KEY_UNSAFE'
  | 'ERR_KEY_REFUSED'
  | 'ERR_SIGNER_UNAVAILABLE'
  | 'ERR_KEPT_FOR_RETRY'
  | 'ERR_BUFFER_FULL'
  | 'ERR_RECORD_UNDELIVERABLE'
  | 'ERR_EXPORTER_THREW'
  | 'ERR_EXPORT_TIMEOUT'
  | 'ERR_SEAL_FAILED'
  | 'ERR_SPOOL_UNUSABLE'
  | 'ERR_SPOOL_WRITE'
  | 'ERR_SPOOL_SYNC'
  | 'ERR_SPOOL_READ'
  | 'ERR_SPOOL_DAMAGED'
  | 'ERR_SPOOL_EXPIRED'
  | 'ERR_WITNESS_AWAY'
  | 'ERR_WITNESS_REFUSED'
  | 'ERR_WITNESS_ROLLED_BACK'
  | 'ERR_SHUT_DOWN';

/**
 * The one error class of this package: thrown by constructors, passed in export results, never thrown by `export()`.
 * @stable
 * @example
 * ```ts
 * try { localKeySigner({ keyFile: '/run/secrets/otelseal.pem' }); }
 * catch (error) { if (error instanceof SigningError && error.code === 'ERR_KEY_UNSAFE') fixPermissions(); }
 * ```
 */
export class SigningError extends Error {
  readonly code: SigningErrorCode;

  constructor(code: SigningErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SigningError';
    this.code = code;
  }
}
