import { localKeySigner, type RootSigner } from '@otelseal/signing-exporter';
import { ConfigurationError } from './configuration-error.js';
import { type Environment, readText } from './environment.js';
import type { SigningOptions } from './otelseal-options.js';

/**
 * The root key that the settings name, read now: a missing key must stop the start, not the first event.
 *
 * @returns `undefined` when nothing names a key; the sealing exporter then makes one that dies with the process and says so
 * @throws ConfigurationError `ERR_SIGNING_KEY`
 */
export function signingKey(options: SigningOptions | undefined, environment: Environment): RootSigner | undefined {
  const { signer, pem, keyName } = options ?? {};
  if (signer !== undefined) return signer;
  const name = keyName === undefined ? {} : { keyName };
  if (pem !== undefined) return read('signing.pem', { pem, ...name });
  if (options?.keyFile !== undefined) return read('signing.keyFile', { keyFile: options.keyFile, ...name });
  const keyFile = readText(environment, 'OTELSEAL_SIGNING_KEY_FILE');
  return keyFile === undefined ? undefined : read('OTELSEAL_SIGNING_KEY_FILE', { keyFile, ...name });
}

function read(setting: string, key: Parameters<typeof localKeySigner>[0]): RootSigner {
  try {
    return localKeySigner(key);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'The key cannot be used.';
    throw new ConfigurationError('ERR_SIGNING_KEY', setting, reason, { cause });
  }
}
