import { ConfigurationError } from './configuration-error.js';
import type { JoinedOptions } from './join-options.js';
import { readBoundedFile, whyUnreadable } from './read-bounded-file.js';
import type { OptionPath } from './schema/option-path.js';

/** Tokens and keys are small. */
const MAX_SECRET_BYTES = 16_384;

/**
 * The secret in a file that only its owner may read, without white space around it.
 *
 * @throws ConfigurationError `ERR_SECRET_FILE`
 */
export function readSecret(path: OptionPath, file: string, { settingOf }: Pick<JoinedOptions, 'settingOf'>): string {
  try {
    const secret = readBoundedFile(file, { maxBytes: MAX_SECRET_BYTES, isSecret: true }).trim();
    if (secret !== '' && !/\p{Cc}/u.test(secret)) return secret;
  } catch (cause) {
    throw refused(settingOf(path), `names a file that ${whyUnreadable(cause)}`, cause);
  }
  throw refused(settingOf(path), 'names a file that does not hold one line of text.');
}

function refused(setting: string, message: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError('ERR_SECRET_FILE', setting, message, cause === undefined ? {} : { cause });
}
