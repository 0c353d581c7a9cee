import { crc32 } from 'node:zlib';

/**
 * A checksum that a vendor puts into its tokens. `crc32-base62`: the last six characters are the CRC-32 of the 30 before them, written in
 * base 62 with leading zeros (GitHub, npm).
 */
export type TokenChecksum = 'crc32-base62';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = 6;
const RANDOM_PART = 30;

/** Is the checksum at the end of the token right? Only a real token's is, so this is proof, and its absence is none: logs cut tokens. */
export function hasRightChecksum(token: string, _checksum: TokenChecksum): boolean {
  const end = token.length - DIGITS;
  if (end < RANDOM_PART) return false;
  return token.slice(end) === base62(crc32(token.slice(end - RANDOM_PART, end)));
}

function base62(value: number): string {
  let text = '';
  for (let rest = value; text.length < DIGITS; rest = Math.floor(rest / 62)) text = BASE62.charAt(rest % 62) + text;
  return text;
}
