import { parse } from 'yaml';

import { usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';
import { readSmallFile } from './read-small-file.js';

/**
 * Options by name from the file of `--config`, YAML or JSON (which is YAML, too). Aliases are refused: a few lines of them grow to
 * gigabytes.
 *
 * @throws {CliError} `ERR_USAGE`
 */
export async function readConfiguration(path: string): Promise<object> {
  const text = await readSmallFile(path, 'The configuration of --config');
  let configuration: unknown;
  try {
    configuration = parse(text, { maxAliasCount: 0, prettyErrors: false });
  } catch (cause) {
    throw usageError(`The configuration of --config, ${quoted(path)}, is neither YAML nor JSON.`, cause);
  }
  if (typeof configuration !== 'object' || configuration === null || Array.isArray(configuration)) {
    throw usageError(`The configuration of --config, ${quoted(path)}, must hold options by name.`);
  }
  return configuration;
}
