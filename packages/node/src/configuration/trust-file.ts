import { readFileSync, statSync } from 'node:fs';
import { parseTrust, type Trust } from '@otelseal/audit-integrity';
import type { RootSigner } from '@otelseal/signing-exporter';
import { ConfigurationError } from './configuration-error.js';
import { type Environment, readText } from './environment.js';

/** A trust file with a thousand roots stays below this. */
const MAX_TRUST_FILE_BYTES = 4_194_304;

export interface TrustFile {
  /** The option or variable that named it. */
  readonly setting: string;
  readonly trust: Trust;
}

/**
 * The trust file that the settings name, read now. An application that seals needs none; with one it learns at start, and not from an
 * auditor, that its key is not in it.
 *
 * @throws ConfigurationError `ERR_TRUST_FILE`
 */
export function readTrustFile(path: string | undefined, environment: Environment): TrustFile | undefined {
  const file = path ?? readText(environment, 'OTELSEAL_TRUST');
  if (file === undefined) return undefined;
  const setting = path === undefined ? 'OTELSEAL_TRUST' : 'trust';
  try {
    return { setting, trust: parseTrust(readSmallFile(file)) };
  } catch (cause) {
    const { code, message } = cause as { readonly code?: string; readonly message?: string };
    const reason = code?.startsWith('ERR_TRUST') ? message : `the file cannot be read (${code ?? 'unknown error'}).`;
    throw new ConfigurationError('ERR_TRUST_FILE', setting, `${reason}`, { cause });
  }
}

/** Whether a verifier with this trust file would believe what this key vouches for. */
export function isTrusted(signer: RootSigner, { trust }: TrustFile): boolean {
  return trust.roots.some(
    (root) => root.purpose.includes('seal') && Buffer.from(root.key.publicKey).equals(signer.publicKey),
  );
}

function readSmallFile(path: string): string {
  const { size } = statSync(path);
  if (size > MAX_TRUST_FILE_BYTES) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
  return readFileSync(path, 'utf8');
}
