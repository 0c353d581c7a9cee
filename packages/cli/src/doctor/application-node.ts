import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { usageError } from '../cli-error.js';

/** What the doctor asks of `@otelseal/node`. */
export type Diagnosis = typeof import('@otelseal/node/diagnosis');

/**
 * The application's own `@otelseal/node`, because that copy is what runs: from the folder where the command was started, else the one beside
 * this command.
 *
 * @throws {CliError} `ERR_USAGE` when there is none
 */
export async function applicationDiagnosis(folder: string): Promise<Diagnosis> {
  for (const from of [pathToFileURL(join(folder, 'package.json')).href, import.meta.url]) {
    const path = resolved(from);
    if (path !== undefined) return (await import(pathToFileURL(path).href)) as Diagnosis;
  }
  throw usageError('doctor needs @otelseal/node; install it and start doctor in the folder of the application.');
}

function resolved(from: string): string | undefined {
  try {
    return createRequire(from).resolve('@otelseal/node/diagnosis');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return undefined;
    throw cause;
  }
}
