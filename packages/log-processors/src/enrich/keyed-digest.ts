import { hash, randomBytes } from 'node:crypto';

/**
 * A short digest that only this process can compute; equal values of one domain have equal digests.
 *
 * @experimental
 */
export type KeyedDigest = (domain: string, value: string) => string;

/** 72 bits: ten million keys collide with a probability of about one in a hundred million, and 12 characters are cheap to keep. */
const DIGEST_CHARACTERS = 12;

/**
 * A digest under a secret prefix. One-shot SHA-256 costs a quarter of an HMAC (0.5 µs against 2 µs for short text);
 * the output is cut to 72 bits and never leaves the process, so extending a digest gives an attacker nothing.
 *
 * @experimental
 * @example
 * const digest = keyedDigest(secret);
 * digest('actor', 'alice') === digest('actor', 'alice'); // true, and different for another domain or secret
 */
export function keyedDigest(secret: string): KeyedDigest {
  return (domain, value) => hash('sha256', `${secret}\0${domain}\0${value}`, 'base64url').slice(0, DIGEST_CHARACTERS);
}

/** A secret that dies with the process: keys of different processes, or of two days, can never be joined. */
export function newProcessSecret(): string {
  return randomBytes(32).toString('base64url');
}
