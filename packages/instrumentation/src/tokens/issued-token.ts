import { createHash } from 'node:crypto';
import { security } from '@otelseal/security-events';
import { errorProperty as property } from '../request/error-facts.js';

const KNOWN_TYPES = /^(access|refresh|reset|invite|api_key|id)$/;
const MAX_SUBJECT_LENGTH = 256;
const MAX_SCOPES = 64;

/** A token was signed for somebody. Tokens without a subject, as services send to each other, are nobody's credential. */
export function issuedToken(token: string, claims: unknown): void {
  const subject = property(claims, 'sub');
  if (typeof subject !== 'string' || subject === '') return;
  security.authn.tokenCreate({
    target: { type: 'account', id: subject.slice(0, MAX_SUBJECT_LENGTH) },
    tokenType: typeOf(claims),
    tokenHash: tokenName(token, claims),
    scopes: scopesOf(claims),
  });
}

/** A name for the token that says nothing about it: half of the SHA-256 of its `jti`, else of the token itself. */
export function tokenName(token: string, claims: unknown): string {
  const id = property(claims, 'jti');
  return createHash('sha256')
    .update(typeof id === 'string' && id !== '' ? `jti:${id}` : `token:${token}`)
    .digest('hex')
    .slice(0, 32);
}

function typeOf(claims: unknown): string {
  for (const name of ['token_use', 'token_type', 'typ', 'type']) {
    const type = property(claims, name);
    if (typeof type === 'string' && KNOWN_TYPES.test(type)) return type;
  }
  return 'jwt';
}

function scopesOf(claims: unknown): string[] | undefined {
  const scopes = property(claims, 'scope') ?? property(claims, 'scp');
  const list = typeof scopes === 'string' ? scopes.split(' ', MAX_SCOPES) : scopes;
  return Array.isArray(list)
    ? list.slice(0, MAX_SCOPES).filter((scope): scope is string => typeof scope === 'string')
    : undefined;
}
