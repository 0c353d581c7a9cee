import { sipHash } from '@otelseal/semantic-conventions';

/** Longer passwords are told apart by their beginnings. */
const MAX_LENGTH = 1_024;
const TAG_VALUES = 65_536;
const ROUNDS = { each: 2, last: 4 };
/** Both module formats, and several copies, share one key: a password has one tag in a process. */
const KEY = Symbol.for('otelseal.password-tag.1');

interface Shared {
  [KEY]?: Int32Array;
  readonly crypto?: { getRandomValues(array: Int32Array): Int32Array };
}

/**
 * Tells equal wrong passwords of one account from different ones, so that a password manager which tries an old password all day is no
 * attack: pass it as `tag` of `security.authn.loginFailure`. The pipeline takes it off the record; it is never stored.
 *
 * It is 16 bits under a key that dies with the process, with the account as the salt: it says nothing about the password, and equal
 * passwords of two accounts have different tags. Never throws; `undefined` where there is no source of randomness.
 *
 * @example
 * security.authn.loginFailure({ actor, method: 'password', reason: 'wrong_password', tag: passwordTag(email, password) });
 * @experimental
 */
export function passwordTag(account: string, password: string): number | undefined {
  try {
    const shared = globalThis as Shared;
    const key = shared[KEY] ?? shared.crypto?.getRandomValues(new Int32Array(4));
    if (key === undefined) return undefined;
    shared[KEY] = key;
    const [k0, k1, k2, k3] = key;
    if (k0 === undefined || k1 === undefined || k2 === undefined || k3 === undefined) return undefined;
    const salted = `${account.trim().toLowerCase().slice(0, MAX_LENGTH)}\0${password.slice(0, MAX_LENGTH)}`;
    return sipHash(k0, k1, k2, k3, salted, ROUNDS) % TAG_VALUES;
  } catch {
    return undefined; // an account or a password that is no text
  }
}
