import { randomBytes } from 'node:crypto';
import { type SipRounds, sipHash } from '@otelseal/semantic-conventions';

/**
 * A short digest that only this process can compute, as a whole number from 1 to 2^53 − 1; equal values of one domain have equal digests.
 *
 * @experimental
 */
export type KeyedDigest = (domain: string, value: string) => number;

type Words = readonly [number, number, number, number];

const KEY_BYTES = 16;
const DERIVATION: SipRounds = Object.freeze({ each: 2, last: 4 });
const COUNTING: SipRounds = Object.freeze({ each: 1, last: 3 });

/**
 * A digest under a secret key: SipHash-1-3, which was made for tables whose keys come from attackers, in JavaScript because a call into
 * `node:crypto` costs several times as much for short text. 53 bits of it: ten million keys of an attacker meet a given one with a
 * probability of about one in a thousand million. Every domain has its own key.
 *
 * @param secret 16 bytes
 * @throws RangeError when the secret has another length
 * @experimental
 * @example
 * const digest = keyedDigest(randomBytes(16));
 * digest('actor', 'alice') === digest('actor', 'alice'); // true, and different for another domain or secret
 */
export function keyedDigest(secret: Uint8Array): KeyedDigest {
  if (secret.byteLength !== KEY_BYTES) throw new RangeError(`The secret of a keyed digest has ${KEY_BYTES} bytes.`);
  const view = new DataView(secret.buffer, secret.byteOffset, KEY_BYTES);
  const master: Words = [
    view.getInt32(0, true),
    view.getInt32(4, true),
    view.getInt32(8, true),
    view.getInt32(12, true),
  ];
  const keys = new Map<string, Words>();

  return (domain, value) => {
    let key = keys.get(domain);
    if (key === undefined) {
      key = keyOfDomain(master, domain);
      keys.set(domain, key);
    }
    return sipHash(key[0], key[1], key[2], key[3], value, COUNTING) || 1;
  };
}

/** A secret that dies with the process: keys of different processes, or of two days, can never be joined. */
export function newProcessSecret(): Uint8Array {
  return randomBytes(KEY_BYTES);
}

function keyOfDomain(master: Words, domain: string): Words {
  const word = (n: number) => sipHash(...master, `${domain}\0${n}`, DERIVATION) | 0;
  return [word(0), word(1), word(2), word(3)];
}
