import { createSanitizer, SanitizeError, type Sanitizer } from '@otelseal/log-processors';

import { usageError } from '../cli-error.js';
import { readSecretFile } from '../files/read-secret-file.js';
import { quoted } from '../output/escape-for-terminal.js';

/** What a pseudonym ends with: the part that the key alone decides. */
const PSEUDONYM = /^p_[A-Za-z0-9]{1,16}_([a-z2-7]{16})$/;
/** Periods whose pseudonyms are remembered: of ten years, by day. */
const MAX_PERIODS = 4_000;
/** Longer names are none. */
const MAX_NAME_LENGTH = 1_000;

/**
 * Finds a person by name where the sanitizer has written a pseudonym: it asks the sanitizer itself, under each preset, what
 * it makes of that name in each attribute, and compares without the key's name, which says nothing about the person. Pseudonyms
 * that are renewed daily, monthly or yearly are computed for the time of each record.
 */
export class PseudonymSearch {
  readonly #values: Readonly<Record<string, string>>;
  readonly #sanitizers: readonly Sanitizer[];
  readonly #wanted = new Map<string, ReadonlySet<string>>();
  #period = '';

  /**
   * @param key base64 of at least 32 bytes, as `sanitize.pseudonym.keyFile` holds it
   * @param attributes those in which the name may stand
   * @throws {SanitizeError} for a key that is too short
   */
  constructor(key: string, name: string, attributes: readonly string[]) {
    const short = name.slice(0, MAX_NAME_LENGTH);
    this.#values = Object.fromEntries(attributes.map((attribute) => [attribute, short]));
    const pseudonym = { keyId: 'search', key, period: () => this.#period };
    this.#sanitizers = (['strict', 'balanced'] as const).map((preset) => createSanitizer({ preset, pseudonym }));
  }

  /** Whether a value is the person's pseudonym at one of the times, milliseconds since 1970. */
  matches(value: string, timesMs: readonly number[]): boolean {
    const ending = PSEUDONYM.exec(value)?.[1];
    if (ending === undefined) return false;
    if (this.#endings('').has(ending)) return true;
    return timesMs.some((ms) => {
      const day = new Date(ms).toISOString().slice(0, 10);
      return [day, day.slice(0, 7), day.slice(0, 4)].some((period) => this.#endings(period).has(ending));
    });
  }

  #endings(period: string): ReadonlySet<string> {
    const known = this.#wanted.get(period);
    if (known !== undefined) return known;
    if (this.#wanted.size >= MAX_PERIODS) this.#wanted.clear();
    this.#period = period;
    const found = this.#sanitizers
      .flatMap((sanitizer) => Object.values(sanitizer.sanitizeAttributes(this.#values)))
      .flatMap((value) => (typeof value === 'string' ? (PSEUDONYM.exec(value)?.[1] ?? []) : []));
    const endings = new Set(found);
    this.#wanted.set(period, endings);
    return endings;
  }
}

/** @throws {CliError} `ERR_USAGE` when the file cannot be used */
export async function openPseudonymSearch(
  path: string,
  name: string,
  attributes: readonly string[],
): Promise<PseudonymSearch> {
  const what = 'The key of --pseudonym-key';
  const key = (await readSecretFile(path, what)).trim();
  const advice = `${what}, ${quoted(path)}, must be at least 32 bytes in base64: the file of sanitize.pseudonym.keyFile.`;
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(key)) throw usageError(advice);
  try {
    return new PseudonymSearch(key, name, attributes);
  } catch (cause) {
    if (cause instanceof SanitizeError) throw usageError(advice, cause);
    throw cause;
  }
}
