import { errorProperty } from '../request/error-facts.js';

/** A word for machines; everything longer is a sentence for people, and may quote what was typed. */
const TOKEN = /^[a-z][a-z0-9_.-]{0,63}$/i;

/** What jsonwebtoken's errors, which passport-jwt hands on, are called. */
const BY_NAME: Readonly<Record<string, string>> = {
  __proto__: null as never,
  TokenExpiredError: 'token_expired',
  NotBeforeError: 'token_not_yet_valid',
  JsonWebTokenError: 'token_invalid',
};

/** Why a strategy failed, from its challenge or info: a `code` or `reason` if it has one, never its message. */
export function failureReason(challenge: unknown, status: unknown): string {
  if (challenge === undefined && status === undefined) return 'invalid_credentials';
  for (const name of ['code', 'reason']) {
    const word = errorProperty(challenge, name);
    if (typeof word === 'string' && TOKEN.test(word)) return word.toLowerCase();
  }
  const name = errorProperty(challenge, 'name');
  const message = errorProperty(challenge, 'message');
  if (typeof name === 'string' && BY_NAME[name] !== undefined) return BY_NAME[name];
  return status === 400 || message === 'Missing credentials' || message === 'No auth token'
    ? 'missing_credentials'
    : 'invalid_credentials';
}
