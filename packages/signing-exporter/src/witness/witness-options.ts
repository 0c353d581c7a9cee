import { IntegrityError, parseWitnessVkey, type VerifierKey } from '@otelseal/audit-integrity/sealing';
import { readKeyFile } from '../signer/key-file.js';
import { SigningError } from '../signing-error.js';
import { present, requirePositive, type Some } from '../signing-exporter-options.js';

/**
 * A witness: somebody else who remembers how far each stream has come (`otelseal witness serve`).
 * @stable
 */
export interface WitnessOptions {
  /** Its address; https, or http on this host. */
  readonly url: string;
  /** File with the token that it knows this service by; a regular file of mode 0600 or 0400. */
  readonly tokenFile: string;
  /** Its public key, as it prints it at start; answers by anybody else do not count. */
  readonly vkey: string;
  /** The newest checkpoint of each stream is shown to it this often. Default 5,000 ms: what an attacker on the host can undo unseen. */
  readonly intervalMs: number;
  /** How long it may take to answer. Default 10,000 ms. */
  readonly timeoutMs: number;
}

/** @stable */
export const WITNESS_CLIENT_DEFAULTS: Pick<WitnessOptions, 'intervalMs' | 'timeoutMs'> = Object.freeze({
  intervalMs: 5_000,
  timeoutMs: 10_000,
});

/** A witness as it was configured, checked, its token read. */
export interface ConfiguredWitness {
  /** With a `/` at its end. */
  readonly url: URL;
  readonly token: string;
  readonly key: VerifierKey;
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/;
const MAX_TOKEN_LENGTH = 256;

/** @throws SigningError `ERR_OPTION_INVALID`, `ERR_KEY_MISSING`, `ERR_KEY_UNSAFE` */
export function resolveWitness(
  witness: Some<WitnessOptions> & Pick<WitnessOptions, 'url' | 'tokenFile' | 'vkey'>,
): ConfiguredWitness {
  const { intervalMs, timeoutMs } = { ...WITNESS_CLIENT_DEFAULTS, ...present<WitnessOptions>(witness) };
  requirePositive('witness', { intervalMs, timeoutMs }, ['intervalMs', 'timeoutMs']);
  const token = readKeyFile(witness.tokenFile).trim();
  if (!/^[\x21-\x7e]+$/.test(token) || token.length > MAX_TOKEN_LENGTH) {
    throw invalid('tokenFile', `must name a file with one token of at most ${MAX_TOKEN_LENGTH} characters`);
  }
  return { url: addressOf(witness.url), token, key: keyOf(witness.vkey), intervalMs, timeoutMs };
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw invalid('url', 'must be an http or https address');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw invalid('url', 'must have neither credentials nor a query');
  }
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw invalid('url', 'must begin with https: unless the witness is on this host');
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function keyOf(vkey: string): VerifierKey {
  try {
    return parseWitnessVkey(vkey);
  } catch (cause) {
    const why = cause instanceof IntegrityError ? cause.message : 'it is not a text';
    throw invalid('vkey', `must be the witness's public key: ${why}`, cause);
  }
}

function invalid(option: string, rule: string, cause?: unknown): SigningError {
  return new SigningError('ERR_OPTION_INVALID', `witness.${option} ${rule}.`, { cause });
}
