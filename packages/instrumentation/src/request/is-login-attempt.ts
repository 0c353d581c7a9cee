import type { ObservedRequest } from './observed-request.js';

/** Where passwords and codes are sent, as segments of a path: `/login`, `/api/users/sign_in`, `/auth/login/:provider`. */
const LOGIN = /\/(?:log[-_]?[io]n|sign[-_]?[io]n|authenticate)(?:\/|$)/i;

/** What so many other paths begin with that only the end of one counts: `/auth`, `/oauth2/token`, `/sessions`. */
const LOGIN_AT_END = /\/(?:auth|sessions?|tokens?|password|otp|totp|2fa|mfa)\/?$/i;

/**
 * Whether somebody who shows no `Authorization` may have shown credentials in the body, which nobody reads: a POST to what is
 * called like a login. Refused ones are guesses for the detectors; a page that asks before anybody has logged in is none. Only
 * the application's own names decide, so that nobody who guesses can choose to look like such a page.
 */
export function isLoginAttempt(request: ObservedRequest): boolean {
  if (request.raw.method !== 'POST') return false;
  const where = request.route ?? request.path;
  return LOGIN.test(where) || LOGIN_AT_END.test(where);
}
