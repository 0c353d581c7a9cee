import { covers } from './epoch-certificate.js';
import { IntegrityError } from './integrity-error.js';
import { printable } from './printable.js';
import type { StreamIdentity } from './stream-identity.js';
import { parseVkey, type VerifierKey } from './verifier-key.js';
import { parseWitnessVkey } from './witness/cosignature.js';

/**
 * A root key and what it may speak for.
 *
 * @stable
 */
export interface TrustRoot {
  readonly key: VerifierKey;
  readonly organisation: string;
  readonly tenant: string;
  /** `any` stands for every environment. */
  readonly environment: string;
  /** Names or patterns in which `*` stands for any text. */
  readonly services: readonly string[];
  /** Certificates must lie within. Seconds since 1970, inclusive. */
  readonly notBefore: number | undefined;
  readonly notAfter: number | undefined;
  /** Since when the key may be in other hands. Seconds since 1970. */
  readonly compromisedAfter: number | undefined;
  readonly purpose: readonly string[];
  /** `local`: the key lies on the signing host. Default `local`, the weaker assumption. */
  readonly custody: 'local' | 'remote';
}

/**
 * A witness whose word counts.
 *
 * @stable
 */
export interface TrustWitness {
  readonly key: VerifierKey;
  /** Cosignatures count from then on, and up to then. Seconds since 1970, inclusive. */
  readonly notBefore: number | undefined;
  readonly notAfter: number | undefined;
  /** Since when the key may be in other hands: later cosignatures do not count. Seconds since 1970. */
  readonly compromisedAfter: number | undefined;
}

/**
 * What an auditor believes before looking at any log.
 *
 * @stable
 */
export interface Trust {
  readonly roots: readonly TrustRoot[];
  /** Who may say that streams existed, and how far. Default none. */
  readonly witnesses: readonly TrustWitness[];
  /** Services that must have left at least one stream. */
  readonly expectedServices: readonly string[];
}

/** Most roots, witnesses and services of a trust file. */
const MAX_ENTRIES = 1_000;

/**
 * Reads a trust file: `{ "version": 1, "roots": [ … ], "witnesses"?: [ … ], "expectedServices"?: [ … ] }`.
 *
 * @example
 * const trust = parseTrust(await readFile('otelseal.trust.json', 'utf8'));
 * @throws IntegrityError `ERR_TRUST`, naming the member, what it must be and what it is.
 * @stable
 */
export function parseTrust(json: string): Trust {
  const file = new Members('the trust file', parsed(json), ['version', 'roots', 'witnesses', 'expectedServices']);
  if (file.value('version') !== 1) throw refused('version', 'must be 1', file.value('version'));
  const roots = file.list('roots').map(rootOf);
  if (roots.length === 0) throw refused('roots', 'must have at least one entry', []);
  const witnesses = file.has('witnesses') ? file.list('witnesses').map(witnessOf) : [];
  return { roots, witnesses, expectedServices: file.has('expectedServices') ? file.texts('expectedServices') : [] };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new IntegrityError('ERR_TRUST', 'The trust file is not JSON.', { cause });
  }
}

const ROOT_MEMBERS = [
  'vkey',
  'organisation',
  'tenant',
  'environment',
  'services',
  'notBefore',
  'notAfter',
  'compromisedAfter',
  'purpose',
  'custody',
];

function rootOf(value: unknown, index: number): TrustRoot {
  const root = new Members(`roots[${index}]`, value, ROOT_MEMBERS);
  const purpose = root.has('purpose') ? root.texts('purpose') : ['seal'];
  const custody = root.has('custody') ? root.text('custody') : 'local';
  if (custody !== 'local' && custody !== 'remote')
    throw refused(`${root.path}.custody`, 'must be "local" or "remote"', custody);
  for (const one of purpose) {
    if (!['seal', 'redact'].includes(one)) throw refused(`${root.path}.purpose`, 'may hold "seal" and "redact"', one);
  }
  return {
    key: keyOf(root, parseVkey),
    organisation: root.text('organisation'),
    tenant: root.text('tenant'),
    environment: root.text('environment'),
    services: root.texts('services'),
    notBefore: root.time('notBefore'),
    notAfter: root.time('notAfter'),
    compromisedAfter: root.time('compromisedAfter'),
    purpose,
    custody,
  };
}

function witnessOf(value: unknown, index: number): TrustWitness {
  const witness = new Members(`witnesses[${index}]`, value, ['vkey', 'notBefore', 'notAfter', 'compromisedAfter']);
  return {
    key: keyOf(witness, parseWitnessVkey),
    notBefore: witness.time('notBefore'),
    notAfter: witness.time('notAfter'),
    compromisedAfter: witness.time('compromisedAfter'),
  };
}

function keyOf(entry: Members, parse: (vkey: string) => VerifierKey): VerifierKey {
  try {
    return parse(entry.text('vkey'));
  } catch (cause) {
    if (cause instanceof IntegrityError && cause.code === 'ERR_KEY_REFUSED') {
      throw new IntegrityError('ERR_TRUST', `${entry.path}.vkey: ${cause.message}`, { cause });
    }
    throw cause;
  }
}

/** The members of one JSON object, each fetched once by the name and type that it must have. */
class Members {
  readonly path: string;
  readonly #object: Readonly<Record<string, unknown>>;

  constructor(path: string, value: unknown, allowed: readonly string[]) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw refused(path, 'must be an object', value);
    this.path = path;
    this.#object = value as Record<string, unknown>;
    const unknown = Object.keys(value).find((name) => !allowed.includes(name));
    if (unknown !== undefined) throw refused(path, `may have ${allowed.join(', ')}`, unknown);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#object, name);
  }

  value(name: string): unknown {
    return this.has(name) ? this.#object[name] : undefined;
  }

  text(name: string): string {
    const value = this.value(name);
    if (typeof value !== 'string' || value === '') throw refused(`${this.path}.${name}`, 'must be a text', value);
    return value;
  }

  list(name: string): readonly unknown[] {
    const value = this.value(name);
    if (!Array.isArray(value)) throw refused(`${this.path}.${name}`, 'must be a list', value);
    if (value.length > MAX_ENTRIES)
      throw refused(`${this.path}.${name}`, `may have ${MAX_ENTRIES} entries`, value.length);
    return value;
  }

  texts(name: string): readonly string[] {
    return this.list(name).map((value, index) => {
      if (typeof value !== 'string' || value === '')
        throw refused(`${this.path}.${name}[${index}]`, 'must be a text', value);
      return value;
    });
  }

  /** RFC 3339 with a zone, as seconds since 1970. */
  time(name: string): number | undefined {
    if (!this.has(name)) return undefined;
    const text = this.text(name);
    const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(text)
      ? Date.parse(text)
      : Number.NaN;
    if (Number.isNaN(ms)) throw refused(`${this.path}.${name}`, 'must be a time such as 2026-11-23T10:00:00Z', text);
    return Math.floor(ms / 1000);
  }
}

function refused(path: string, rule: string, value: unknown): IntegrityError {
  const shown =
    value === undefined
      ? 'nothing'
      : printable(typeof value === 'string' ? value : (JSON.stringify(value) ?? typeof value));
  return new IntegrityError('ERR_TRUST', `${path} ${rule}; found ${shown}.`);
}

/** Whether the root may speak for this identity. */
export function speaksFor(root: TrustRoot, identity: StreamIdentity): boolean {
  return (
    root.organisation === identity.organisation &&
    root.tenant === identity.tenant &&
    (root.environment === 'any' || root.environment === identity.environment) &&
    root.services.some((pattern) => covers(pattern, identity.service))
  );
}
