import type { Node } from 'yaml';
import { ConfigurationError } from './configuration-error.js';
import { DistributionReader } from './distribution-reader.js';
import type { Environment } from './environment.js';
import { readBoundedFile, whyUnreadable } from './read-bounded-file.js';
import type { OptionPath } from './schema/option-path.js';
import { nodeAt, parseYaml, yaml } from './yaml-file.js';

/** OpenTelemetry's own examples have some 20 kB. */
const MAX_FILE_BYTES = 1_048_576;
/** Where the block stands. */
const DISTRIBUTION = ['distribution', 'otelseal'];

/**
 * What the `distribution: otelseal:` block of the file that `OTEL_CONFIG_FILE` names sets. OpenTelemetry leaves `distribution` to whoever
 * extends it, and ignores what it finds there. A file without the block sets nothing.
 *
 * @throws ConfigurationError `ERR_CONFIG_FILE`, or for the first setting that does not exist or is not allowed
 */
export function readDistribution(environment: Environment): Map<OptionPath, unknown> {
  const block = distributionBlock(environment);
  return block === undefined ? new Map() : new DistributionReader(environment).read(block);
}

function distributionBlock(environment: Environment): Node | undefined {
  const path = environment['OTEL_CONFIG_FILE']?.trim();
  if (path === undefined || path === '') return undefined;
  const parsed = parseYaml(textOf(path));
  if ('wrongAt' in parsed) throw refused(`is not YAML: wrong ${parsed.wrongAt}.`);
  const block = nodeAt(parsed.document, DISTRIBUTION);
  if (block === 'twice') throw refused('names a file in which `distribution` or `otelseal` stands twice.');
  const isEmpty = block === undefined || (yaml().isScalar(block) && block.value === null);
  return isEmpty ? undefined : block;
}

function textOf(path: string): string {
  try {
    return readBoundedFile(path, { maxBytes: MAX_FILE_BYTES, isSecret: false });
  } catch (cause) {
    throw refused(`names a file that ${whyUnreadable(cause)}`, cause);
  }
}

function refused(message: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError('ERR_CONFIG_FILE', 'OTEL_CONFIG_FILE', message, cause === undefined ? {} : { cause });
}
