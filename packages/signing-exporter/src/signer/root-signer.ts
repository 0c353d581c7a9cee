/**
 * Who vouches for a stream: signs epoch certificates, nothing else: one when a stream begins, one whenever its key changes. Asynchronous, so that a key in a
 * key-management service or another process fits; at most 4 kB are signed at a time.
 * @stable
 */
export interface RootSigner {
  /** The name the trust file knows the key by; no white space, no `+` (C2SP signed-note key name). */
  readonly keyName: string;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Raw Ed25519 signature over the message, 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /**
   * The same at once, where the key is at hand. Without it every stream begins provisionally and is endorsed when
   * {@link RootSigner.sign} has answered.
   */
  signNow?(message: Uint8Array): Uint8Array;
  /** True for a key that nobody can pin because it dies with the process: its streams are `provisional`. */
  readonly ephemeral?: boolean;
}
