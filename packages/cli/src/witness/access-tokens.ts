import { hash, timingSafeEqual } from 'node:crypto';

import { usageError } from '../cli-error.js';

/** Shortest token, in characters: 32 of hexadecimal are 128 bits. */
const MIN_TOKEN_LENGTH = 32;
const MAX_TOKEN_LENGTH = 256;
/** Most principals of one witness. */
const MAX_PRINCIPALS = 1_000;

/** Who may use a service: one principal and one token a line. */
export interface AccessTokens {
  /** The principal of an `Authorization` header, or undefined. Takes as long for a wrong token as for a right one. */
  principalOf(authorization: string | undefined): string | undefined;
}

/**
 * Reads lines of `<principal> <token>`; empty ones and those that begin with `#` are passed over.
 *
 * @example
 * accessTokens('shop 3f0c…\n').principalOf('Bearer 3f0c…'); // shop
 * @throws {CliError} `ERR_USAGE`, naming the line and never a token
 */
export function accessTokens(text: string): AccessTokens {
  const entries = text.split('\n').flatMap((line, index) => {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const [, principal, token] = /^([A-Za-z0-9._-]{1,64})\s+(\S+)$/.exec(trimmed) ?? [];
    if (principal === undefined || token === undefined) {
      throw usageError(`Line ${index + 1} of the list of tokens is not "<principal> <token>".`);
    }
    if (token.length < MIN_TOKEN_LENGTH || token.length > MAX_TOKEN_LENGTH) {
      throw usageError(
        `The token in line ${index + 1} must have ${MIN_TOKEN_LENGTH} to ${MAX_TOKEN_LENGTH} characters.`,
      );
    }
    return [{ principal, digest: digestOf(token) }];
  });
  if (entries.length === 0) throw usageError('The list of tokens is empty: nobody could use the witness.');
  if (entries.length > MAX_PRINCIPALS) throw usageError(`The list of tokens has more than ${MAX_PRINCIPALS} entries.`);
  return {
    principalOf(authorization) {
      const token = /^Bearer (\S{1,256})$/i.exec(authorization ?? '')?.[1] ?? '';
      const digest = digestOf(token);
      let found: string | undefined;
      for (const entry of entries) {
        const fits = timingSafeEqual(entry.digest, digest); // every entry is compared, found or not
        found = fits ? entry.principal : found;
      }
      return found;
    },
  };
}

/** Digests have one length, which is what a comparison in constant time needs. */
function digestOf(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
