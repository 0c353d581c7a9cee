import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { SanitizeError } from './sanitize-error.js';

/** The key that turns people into pseudonyms. Services that share it give the same person the same pseudonym. @experimental */
export interface PseudonymOptions {
  /** Names the key inside every pseudonym, so that keys can rotate: letters and digits, at most 16. */
  readonly keyId: string;
  /** At least 32 bytes: a secret KeyObject, bytes, or base64 text. An unkeyed hash cannot be configured: it can be guessed. */
  readonly key: KeyObject | Uint8Array | string;
  /**
   * Names the current period, such as `2026-11`. With it a person's pseudonym changes every period, and forgetting is waiting;
   * without it a pseudonym lasts as long as the key.
   */
  readonly period?: () => string;
}

const REMEMBERED = 4_096;
const DOMAIN = 'otelseal/pseudonym/v1\u0000';
const BYTES_SHOWN = 10; // 80 bits: no two of a billion people share a pseudonym, and half the MAC stays unknown

/** Keyed, domain-separated pseudonyms: `p_<keyId>_<16 letters>`. The same value of another kind gets another one. */
export class Pseudonyms {
  readonly #key: KeyObject;
  readonly #prefix: string;
  readonly #period: () => string;
  /** Two generations, so that a crowd of new people costs those who are there one computation each at most. */
  #young = new Map<string, string>();
  #old = new Map<string, string>();

  constructor(options: PseudonymOptions) {
    if (!/^[A-Za-z0-9]{1,16}$/.test(options.keyId))
      throw new SanitizeError('ERR_SANITIZE_KEY', 'pseudonym.keyId must be 1 to 16 letters and digits.');
    this.#key = secretKey(options.key);
    this.#prefix = `p_${options.keyId}_`;
    this.#period = options.period ?? (() => '');
  }

  /** Upper and lower case, width and outer spaces of the value make no difference. */
  of(kind: string, value: string): string {
    const subject = `${DOMAIN}${kind}\u0000${this.#period()}\u0000${value.normalize('NFKC').trim().toLowerCase()}`;
    const known = this.#young.get(subject);
    if (known !== undefined) return known;
    const pseudonym = this.#old.get(subject) ?? this.#computed(subject);
    if (this.#young.size >= REMEMBERED) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(subject, pseudonym);
    return pseudonym;
  }

  /** One call of `update`: each costs as much as the hash itself. */
  #computed(subject: string): string {
    const mac = createHmac('sha256', this.#key).update(subject).digest();
    return this.#prefix + base32(mac.subarray(0, BYTES_SHOWN));
  }
}

/** Is it a pseudonym already, of whatever key? */
export function isPseudonym(value: string): boolean {
  return /^p_[A-Za-z0-9]{1,16}_[a-z2-7]{16}$/.test(value);
}

function secretKey(key: KeyObject | Uint8Array | string): KeyObject {
  if (typeof key === 'object' && 'type' in key) {
    if (key.type !== 'secret' || (key.symmetricKeySize ?? 0) < 32) throw tooShort();
    return key;
  }
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64') : key;
  if (bytes.byteLength < 32) throw tooShort();
  return createSecretKey(bytes);
}

function tooShort(): SanitizeError {
  return new SanitizeError(
    'ERR_SANITIZE_KEY',
    'pseudonym.key must be a secret of at least 32 bytes; make one with `openssl rand -base64 32`.',
  );
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += BASE32[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return text;
}
