import {
  localKeySigner,
  type ProcessSigner,
  type ProcessSignerOptions,
  processSigner,
  type RootSigner,
} from '@otelseal/signing-exporter';
import { userOf } from './check-value.js';
import { ConfigurationError } from './configuration-error.js';
import type { JoinedOptions } from './join-options.js';

/**
 * The root key that the settings name, tried now: a missing key must stop the start, not the first event.
 *
 * @returns `undefined` when nothing names a key; the sealing exporter then makes one that dies with the process and says so
 * @throws ConfigurationError `ERR_SIGNING_KEY`
 */
export function signingKey({ options, settingOf }: JoinedOptions): RootSigner | ProcessSigner | undefined {
  const { signing = {}, identity } = options;
  const { signer, pem, keyFile, keyName, process: separate } = signing;
  const name = keyName === undefined ? {} : { keyName };
  const user = userOf(signing.processUser);
  const local = (setting: string, key: Parameters<typeof localKeySigner>[0]): RootSigner =>
    tried(setting, () => localKeySigner({ ...key, ...name }));
  const inProcess = (setting: string, options: ProcessSignerOptions): ProcessSigner =>
    tried(setting, () => processSigner({ ...options, constraints: { ...identity, ...options.constraints } }));

  if (signer !== undefined) return signer;
  if (separate !== undefined) return inProcess('signing.process', separate);
  if (pem !== undefined) return local('signing.pem', { pem });
  if (keyFile !== undefined) {
    const setting = settingOf('signing.keyFile');
    if (user === undefined) return local(setting, { keyFile });
    return inProcess(setting, { keyFile, ...name, ...(user === 'same' ? {} : { user }) });
  }
  if (user === undefined) return undefined;
  const needed = 'names a user for a key that nothing names; set OTELSEAL_SIGNING_KEY_FILE, too.';
  throw new ConfigurationError('ERR_SIGNING_KEY', settingOf('signing.processUser'), needed);
}

function tried<Signer>(setting: string, make: () => Signer): Signer {
  try {
    return make();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'The key cannot be used.';
    throw new ConfigurationError('ERR_SIGNING_KEY', setting, reason, { cause });
  }
}
