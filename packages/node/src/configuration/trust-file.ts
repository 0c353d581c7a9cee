import { parseTrust, type Trust } from '@otelseal/audit-integrity/sealing';
import type { RootSigner } from '@otelseal/signing-exporter';
import { ConfigurationError } from './configuration-error.js';
import type { JoinedOptions } from './join-options.js';
import { readBoundedFile, whyUnreadable } from './read-bounded-file.js';

/** A trust file with a thousand roots stays below this. */
const MAX_BYTES = 4_194_304;

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
export function readTrustFile({ options, settingOf }: JoinedOptions): TrustFile | undefined {
  if (options.trust === undefined) return undefined;
  const setting = settingOf('trust');
  try {
    return { setting, trust: parseTrust(readBoundedFile(options.trust, { maxBytes: MAX_BYTES, isSecret: false })) };
  } catch (cause) {
    const { code, message } = cause as { readonly code?: string; readonly message?: string };
    const reason = code?.startsWith('ERR_TRUST') ? message : `the file ${whyUnreadable(cause)}`;
    throw new ConfigurationError('ERR_TRUST_FILE', setting, `${reason}`, { cause });
  }
}

/** Whether a verifier with this trust file would believe what this key vouches for. */
export function isTrusted(signer: RootSigner, { trust }: TrustFile): boolean {
  return trust.roots.some(
    (root) => root.purpose.includes('seal') && Buffer.from(root.key.publicKey).equals(signer.publicKey),
  );
}
