import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { refuseDeliveryConflict } from '../configuration/delivery-conflict.js';
import type { JoinedOptions } from '../configuration/join-options.js';
import { checkBoundedFile, whyUnreadable } from '../configuration/read-bounded-file.js';

/**
 * Finds what is wrong with our settings before the application starts, by the little that can be checked without the pipeline,
 * which is made later. `OTEL_*` variables are not looked at: the exporters are the application's.
 *
 * @throws ConfigurationError for the first mistake
 */
export function checkBeforeStart(joined: JoinedOptions): void {
  const { options, settingOf } = joined;
  refuseDeliveryConflict(joined);
  const { signing, trust, spool } = options;
  const isKeptElsewhere = signing?.process !== undefined || signing?.processUser !== undefined;
  if (!isKeptElsewhere) check(signing?.keyFile, settingOf('signing.keyFile'), 'ERR_SIGNING_KEY', { isSecret: true });
  check(trust, settingOf('trust'), 'ERR_TRUST_FILE', { isSecret: false });
  checkWritable(spool?.directory, settingOf('spool.directory'));
}

/** The directory itself, or the one in which it would be made. */
function checkWritable(path: string | undefined, setting: string): void {
  if (path === undefined) return;
  let directory = resolve(path);
  while (!existsSync(directory) && dirname(directory) !== directory) directory = dirname(directory);
  try {
    if (!statSync(directory).isDirectory()) throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
    accessSync(directory, constants.W_OK | constants.X_OK);
    if (isFull(directory)) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new ConfigurationError('ERR_SPOOL', setting, `the directory cannot be written to (${code}).`, { cause });
  }
}

/** Whether there is not one block left. What the file system keeps for the system's own, root may use. */
function isFull(directory: string): boolean {
  const { blocks, bavail, bfree } = statfsSync(directory);
  return blocks > 0 && (process.geteuid?.() === 0 ? bfree : bavail) <= 0;
}

/** The bound of a trust file; that of a key, which is smaller, is checked when it is read. */
const MAX_BYTES = 4_194_304;

function check(
  path: string | undefined,
  setting: string,
  code: 'ERR_SIGNING_KEY' | 'ERR_TRUST_FILE',
  { isSecret }: { readonly isSecret: boolean },
): void {
  if (path === undefined) return;
  try {
    checkBoundedFile(path, { maxBytes: MAX_BYTES, isSecret });
  } catch (cause) {
    throw new ConfigurationError(code, setting, `the file ${whyUnreadable(cause)}`, { cause });
  }
}
