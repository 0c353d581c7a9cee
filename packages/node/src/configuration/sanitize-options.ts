import { createHash } from 'node:crypto';
import type { PseudonymOptions, SanitizeOptions } from '@otelseal/log-processors';
import { ConfigurationError } from './configuration-error.js';
import type { JoinedOptions } from './join-options.js';
import type { PseudonymSettings } from './otelseal-options.js';
import { readSecret } from './secret-file.js';

/**
 * The settings of sanitizing with the key of pseudonyms read from its file.
 *
 * @throws ConfigurationError
 */
export function sanitizeOptions(joined: JoinedOptions): Omit<SanitizeOptions, 'telemetry'> {
  const { pseudonym, ...options } = joined.options.sanitize ?? {};
  return pseudonym === undefined ? options : { ...options, pseudonym: pseudonymOptions(pseudonym, joined) };
}

function pseudonymOptions(settings: PseudonymSettings, joined: JoinedOptions): PseudonymOptions {
  const { keyFile, keyId, renew = 'never', period } = settings;
  const key = settings.key ?? (keyFile === undefined ? undefined : keyIn(keyFile, joined));
  if (key === undefined) {
    const reason =
      'is missing: pseudonyms need a key (sanitize.pseudonym.keyFile), because an unkeyed hash can be guessed.';
    throw new ConfigurationError('ERR_OPTION_INVALID', 'sanitize.pseudonym.keyFile', reason);
  }
  if (keyId === undefined && !Buffer.isBuffer(key)) {
    const reason = 'is missing: it names a key that the program gives.';
    throw new ConfigurationError('ERR_OPTION_INVALID', 'sanitize.pseudonym.keyId', reason);
  }
  const named = period ?? (renew === 'never' ? undefined : () => periodName(renew, new Date()));
  return { keyId: keyId ?? nameOf(key as Buffer), key, ...(named === undefined ? {} : { period: named }) };
}

function keyIn(file: string, joined: JoinedOptions): Buffer {
  const path = 'sanitize.pseudonym.keyFile';
  const text = readSecret(path, file, joined);
  const key = Buffer.from(text, 'base64');
  if (key.length >= 32 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return key;
  const reason =
    'names a file that does not hold at least 32 bytes in base64; make one with `openssl rand -base64 32`.';
  throw new ConfigurationError('ERR_SECRET_FILE', joined.settingOf(path), reason);
}

/** Forty bits of a hash of a key of at least 256 bits tell nothing of it, and change when it does. */
function nameOf(key: Buffer): string {
  return createHash('sha256').update('otelseal/pseudonym-key-name/v1\0').update(key).digest('hex').slice(0, 10);
}

/** `2026-11-23`, `2026-11` or `2026`, in UTC. */
function periodName(renew: 'daily' | 'monthly' | 'yearly', now: Date): string {
  return now.toISOString().slice(0, { daily: 10, monthly: 7, yearly: 4 }[renew]);
}
