import type { KeyObject } from 'node:crypto';
import { KeyedHash } from './keyed-hash.js';
import { printOf, RecentPseudonyms } from './recent-pseudonyms.js';
import { SanitizeError } from './sanitize-error.js';

/** The key that turns people into pseudonyms. Services that share it give the same person the same pseudonym. @experimental */
export interface PseudonymOptions {
  /** Names the key inside every pseudonym, so that keys can rotate: letters and digits, at most 16. */
  readonly keyId: string;
  /** At least 32 bytes: a secret KeyObject, bytes, or base64 text. An unkeyed hash cannot be configured: it can be guessed. */
  readonly key: KeyObject | Uint8Array | string;
  /**
   * Names the current period, such as `2026-11`. With it a person's pseudonym changes every period, so that whoever has no key cannot
   * follow anybody from one to the next; whoever has it can, as `otelseal investigate` does. Without it a pseudonym lasts as long as the key. Asked once a record; if it throws, what would be a pseudonym is withheld.
   */
  readonly period?: () => string;
}

const DOMAIN = 'otelseal/pseudonym/v1\u0000';

/** Keyed, domain-separated pseudonyms: `p_<keyId>_<16 letters>`. The same value of another kind gets another one. */
export class Pseudonyms {
  readonly #hash: KeyedHash;
  readonly #prefix: string;
  readonly #period: () => string;
  readonly #recent = new RecentPseudonyms();
  /** What stands before a value of each kind in this period: the same text, so that the hash need not compare it. */
  readonly #domains = new Map<string, string>();
  #currentPeriod = '';
  /** Why the period is not known; then there is no pseudonym. */
  #failure: unknown;

  constructor(options: PseudonymOptions) {
    if (typeof options.keyId !== 'string' || !/^[A-Za-z0-9]{1,16}$/.test(options.keyId))
      throw new SanitizeError('ERR_SANITIZE_KEY', 'pseudonym.keyId must be 1 to 16 letters and digits.');
    this.#hash = new KeyedHash(secretBytes(options.key));
    this.#prefix = `p_${options.keyId}_`;
    this.#period = options.period ?? (() => '');
  }

  /** Asks for the period, once a record and before anything of it is judged: it is the application's function, which may log. */
  turn(): void {
    try {
      this.#failure = undefined;
      const period = this.#period();
      if (period === this.#currentPeriod) return;
      this.#currentPeriod = period;
      this.#recent.clear();
      this.#domains.clear();
    } catch (error) {
      this.#failure = error;
    }
  }

  /** Upper and lower case, width and outer spaces of the value make no difference. Of the period of the last turn, and throws what that threw. */
  of(kind: string, value: string): string {
    if (this.#failure !== undefined) throw this.#failure;
    const print = printOf(value);
    const known = this.#recent.get(kind, value, print);
    if (known !== undefined) return known;
    const subject = this.#hash.of(this.#domainOf(kind), plainValue(value));
    const pseudonym = this.#prefix + firstBytes(subject);
    this.#recent.add(kind, value, print, pseudonym);
    return pseudonym;
  }

  #domainOf(kind: string): string {
    const known = this.#domains.get(kind);
    if (known !== undefined) return known;
    const domain = `${DOMAIN}${kind}\u0000${this.#currentPeriod}\u0000`;
    this.#domains.set(kind, domain);
    return domain;
  }
}

/** ASCII is in its normal form as it stands. */
const ASCII = /^[ -~]*$/;

/** Nothing but small letters, digits and signs of ASCII, as most addresses are: then it is plain as it stands. */
function isPlain(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    if (unit <= 0x20 || unit >= 0x7f || (unit >= 0x41 && unit <= 0x5a)) return false;
  }
  return true;
}

function plainValue(value: string): string {
  if (isPlain(value)) return value;
  return (ASCII.test(value) ? value : value.normalize('NFKC')).trim().toLowerCase();
}

/** Is it a pseudonym already, of whatever key? */
export function isPseudonym(value: string): boolean {
  return /^p_[A-Za-z0-9]{1,16}_[a-z2-7]{16}$/.test(value);
}

function secretBytes(key: KeyObject | Uint8Array | string): Uint8Array {
  if (typeof key === 'object' && 'type' in key) {
    if (key.type !== 'secret' || (key.symmetricKeySize ?? 0) < 32) throw tooShort();
    return key.export();
  }
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64') : key;
  if (bytes.byteLength < 32) throw tooShort();
  return bytes;
}

function tooShort(): SanitizeError {
  return new SanitizeError(
    'ERR_SANITIZE_KEY',
    'pseudonym.key must be a secret of at least 32 bytes; make one with `openssl rand -base64 32`.',
  );
}

const LETTERS = Uint8Array.from('abcdefghijklmnopqrstuvwxyz234567', (letter) => letter.charCodeAt(0));

/**
 * The first ten bytes of a text that has one byte a unit (RFC 4648, lower case): with 80 bits no two of a billion people share a pseudonym,
 * and more than half the MAC stays unknown.
 */
function firstBytes(bytes: string): string {
  return fiveBytes(bytes, 0) + fiveBytes(bytes, 5);
}

/** Eight letters, made at once: a text that is put together letter by letter costs the collector as much as the hash. */
function fiveBytes(bytes: string, at: number): string {
  const high = (bytes.charCodeAt(at) << 12) | (bytes.charCodeAt(at + 1) << 4) | (bytes.charCodeAt(at + 2) >> 4);
  const low = ((bytes.charCodeAt(at + 2) & 15) << 16) | (bytes.charCodeAt(at + 3) << 8) | bytes.charCodeAt(at + 4);
  return String.fromCharCode(
    LETTERS[(high >> 15) & 31] as number,
    LETTERS[(high >> 10) & 31] as number,
    LETTERS[(high >> 5) & 31] as number,
    LETTERS[high & 31] as number,
    LETTERS[(low >> 15) & 31] as number,
    LETTERS[(low >> 10) & 31] as number,
    LETTERS[(low >> 5) & 31] as number,
    LETTERS[low & 31] as number,
  );
}
