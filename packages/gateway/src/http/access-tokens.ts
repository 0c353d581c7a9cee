import { hash, timingSafeEqual } from 'node:crypto';
import type { Principal } from '../intake/principal.js';

/** Shortest token, in characters: 32 of hexadecimal are 128 bits. */
const MIN_TOKEN_LENGTH = 32;
const MAX_TOKEN_LENGTH = 256;
const MAX_PRINCIPALS = 1_000;
const MAX_SERVICES = 64;
const NAME = /^[A-Za-z0-9._-]{1,64}$/;

/** Who may send. */
export interface AccessTokens {
  /** The principal of an `Authorization` header, or undefined. Takes as long for a wrong token as for a right one. */
  principalOf(authorization: string | undefined): Principal | undefined;
  /** The principal of this name, as a client certificate gives it. */
  named(name: string): Principal | undefined;
}

/** The list cannot be used; says which line, and never a token. */
export class TokenListError extends Error {
  override readonly name = 'TokenListError';
}

/**
 * Reads lines of `<principal> <token> [service=PATTERN]… [tenant=NAME] [seals=yes|no]`; `-` for a token is a principal that a client
 * certificate names. Without `service=` a principal may speak for the service of his own name. Empty lines and those that begin with `#` are
 * passed over.
 *
 * @param passesSeals of principals whose line does not say it
 * @throws TokenListError
 */
export function accessTokens(text: string, passesSeals: boolean): AccessTokens {
  const entries = text.split('\n').flatMap((line, index) => {
    const trimmed = line.trim();
    return trimmed === '' || trimmed.startsWith('#') ? [] : [entryOf(trimmed, index + 1, passesSeals)];
  });
  requireDistinct(entries);
  if (entries.length === 0) throw new TokenListError('it is empty: nobody could send anything.');
  if (entries.length > MAX_PRINCIPALS) throw new TokenListError(`it has more than ${MAX_PRINCIPALS} entries.`);
  return {
    principalOf(authorization) {
      const token = /^Bearer (\S{1,256})$/i.exec(authorization ?? '')?.[1] ?? '';
      const digest = digestOf(token);
      let found: Principal | undefined;
      for (const entry of entries) {
        const fits = entry.digest !== undefined && timingSafeEqual(entry.digest, digest); // every entry is compared, found or not
        found = fits ? entry.principal : found;
      }
      return found;
    },
    named: (name) => entries.find(({ principal }) => principal.name === name)?.principal,
  };
}

/** Somebody whom a certificate names and no list limits: he speaks for himself. */
export function certifiedPrincipal(name: string, passesSeals: boolean): Principal | undefined {
  return NAME.test(name) ? { name, services: [name], tenant: undefined, passesSeals } : undefined;
}

interface Entry {
  readonly principal: Principal;
  readonly digest: Buffer | undefined;
  readonly line: number;
}

/** Whose records those are that come with a token must not depend on the order of lines. @throws TokenListError */
function requireDistinct(entries: readonly Entry[]): void {
  const lines = new Map<string, number>();
  for (const { digest, line } of entries) {
    const key = digest?.toString('hex');
    if (key === undefined) continue;
    const first = lines.get(key);
    if (first !== undefined) throw new TokenListError(`line ${line} has the same token as line ${first}.`);
    lines.set(key, line);
  }
}

function entryOf(line: string, number: number, passesSeals: boolean): Entry {
  const [name = '', token = '', ...limits] = line.split(/\s+/);
  if (!NAME.test(name) || token === '') {
    throw new TokenListError(
      `line ${number} is not "<principal> <token> [service=PATTERN] [tenant=NAME] [seals=yes|no]".`,
    );
  }
  if (token !== '-' && (token.length < MIN_TOKEN_LENGTH || token.length > MAX_TOKEN_LENGTH)) {
    throw new TokenListError(
      `the token in line ${number} must have ${MIN_TOKEN_LENGTH} to ${MAX_TOKEN_LENGTH} characters.`,
    );
  }
  const principal = { name, ...rightsOf(limits, name, number, passesSeals) };
  return { principal, digest: token === '-' ? undefined : digestOf(token), line: number };
}

/** What stands behind the token. */
function rightsOf(
  limits: readonly string[],
  name: string,
  number: number,
  passesSeals: boolean,
): Omit<Principal, 'name'> {
  const services: string[] = [];
  let tenant: string | undefined;
  let seals: string | undefined;
  for (const limit of limits) {
    const [, kind, value = ''] = /^(service|tenant|seals)=(\S{1,256})$/.exec(limit) ?? [];
    if (kind === 'service') services.push(value);
    else if (kind === 'tenant' && tenant === undefined) tenant = value;
    else if (kind === 'seals' && seals === undefined && (value === 'yes' || value === 'no')) seals = value;
    else {
      throw new TokenListError(
        `line ${number} has something behind the token that is no service=PATTERN, tenant=NAME or seals=yes|no.`,
      );
    }
  }
  if (services.length > MAX_SERVICES)
    throw new TokenListError(`line ${number} has more than ${MAX_SERVICES} services.`);
  const may = seals === undefined ? passesSeals : seals === 'yes';
  return { services: services.length === 0 ? [name] : services, tenant, passesSeals: may };
}

/** Digests have one length, which is what a comparison in constant time needs. */
function digestOf(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
