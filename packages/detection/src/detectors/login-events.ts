import {
  EVENT_SECURITY_AUTHN_LOGIN_FAILURE,
  EVENT_SECURITY_AUTHN_LOGIN_SUCCESS,
  EVENT_SECURITY_AUTHN_LOGIN_SUCCESS_AFTER_FAILURE,
} from '@otelseal/semantic-conventions';
import type { SecurityFact } from '../security-fact.js';

/** Logins, refused and accepted. */
export const LOGIN_EVENTS: readonly string[] = Object.freeze([
  EVENT_SECURITY_AUTHN_LOGIN_FAILURE,
  EVENT_SECURITY_AUTHN_LOGIN_SUCCESS,
  EVENT_SECURITY_AUTHN_LOGIN_SUCCESS_AFTER_FAILURE,
]);

export const LOGIN_FAILURE: string = EVENT_SECURITY_AUTHN_LOGIN_FAILURE;

/** A refusal of somebody who showed nothing: a page that asks before the user has logged in guesses no password. */
export function isWithoutCredentials({ eventName, details }: SecurityFact): boolean {
  return eventName === LOGIN_FAILURE && details.reason === 'missing_credentials';
}
