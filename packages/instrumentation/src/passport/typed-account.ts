import { passwordTag } from '@otelseal/security-events';
import { errorProperty } from '../request/error-facts.js';
import type { PassportRequest, PassportStrategy } from './passport-internals.js';

/** What somebody typed into a login form. */
export interface TypedAccount {
  readonly account: string | undefined;
  /** Tells the same wrong password again from another one; says nothing about it. */
  readonly tag: number | undefined;
}

const MAX_ACCOUNT_LENGTH = 256;
/** Names of accounts are words or addresses; a sentence, or what was meant for the other field, is none. */
const ACCOUNT = /^[\p{L}\p{N}][\p{L}\p{N}._%+@\\/-]{0,255}$/u;

/** Reads the fields where passport-local looks for them; strategies without such fields have no account before they succeed. */
export function typedAccount(strategy: PassportStrategy, request: PassportRequest): TypedAccount {
  const typed = fieldOf(request, errorProperty(strategy, '_usernameField'));
  const password = fieldOf(request, errorProperty(strategy, '_passwordField'));
  const isAccount =
    typed !== undefined && typed !== password && typed.length <= MAX_ACCOUNT_LENGTH && ACCOUNT.test(typed);
  const account = isAccount ? typed : undefined;
  return {
    account,
    tag: account === undefined || password === undefined ? undefined : passwordTag(account, password),
  };
}

function fieldOf({ body, query }: PassportRequest, name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  for (const source of [body, query]) {
    const value = errorProperty(source, name);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}
