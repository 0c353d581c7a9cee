import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigurationError } from '../configuration/configuration-error.js';
import {
  type Environment,
  readVariable,
  refuseMisspeltVariables,
  VARIABLE_RULES,
  type VariableName,
} from '../configuration/environment.js';

/**
 * Finds what is wrong with the `OTELSEAL_*` variables before the application starts, by the little that can be checked without the pipeline,
 * which is made later. `OTEL_*` variables are not looked at: the exporters are the application's.
 *
 * @throws ConfigurationError for the first mistake
 */
export function checkBeforeStart(environment: Environment): void {
  refuseMisspeltVariables(environment);
  for (const name of Object.keys(VARIABLE_RULES)) {
    if (name.startsWith('OTELSEAL_')) readVariable(environment, name as VariableName);
  }
  const isKeptElsewhere = textOf(environment, 'OTELSEAL_SIGNING_PROCESS') !== '';
  if (!isKeptElsewhere) checkReadable(environment, 'OTELSEAL_SIGNING_KEY_FILE', 'ERR_SIGNING_KEY');
  checkReadable(environment, 'OTELSEAL_TRUST', 'ERR_TRUST_FILE');
  checkWritable(environment, 'OTELSEAL_SPOOL_DIR');
}

/** The directory itself, or the one in which it would be made. */
function checkWritable(environment: Environment, setting: string): void {
  if (textOf(environment, setting) === '') return;
  let directory = resolve(textOf(environment, setting));
  while (!existsSync(directory) && dirname(directory) !== directory) directory = dirname(directory);
  try {
    if (!statSync(directory).isDirectory()) throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new ConfigurationError('ERR_SPOOL', setting, `the directory cannot be written to (${code}).`, { cause });
  }
}

function checkReadable(environment: Environment, setting: string, code: 'ERR_SIGNING_KEY' | 'ERR_TRUST_FILE'): void {
  const path = textOf(environment, setting);
  if (path === '') return;
  try {
    accessSync(path, constants.R_OK);
  } catch (cause) {
    const { code: reason = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new ConfigurationError(code, setting, `the file cannot be read (${reason}).`, { cause });
  }
}

function textOf(environment: Environment, name: string): string {
  return (environment[name] ?? '').trim();
}
