import type { Document, Node } from 'yaml';
import { shown } from './check-value.js';
import { ConfigurationError } from './configuration-error.js';
import { DISTRIBUTION_SETTING, DistributionReader } from './distribution-reader.js';
import type { Environment } from './environment.js';
import { editDistance } from './nearest-name.js';
import { readBoundedFile, whyUnreadable } from './read-bounded-file.js';
import type { OptionPath } from './schema/option-path.js';
import { namesAt, nodeAt, parseYaml, yaml } from './yaml-file.js';

/** OpenTelemetry's own examples have some 20 kB. */
const MAX_FILE_BYTES = 1_048_576;
/** Where the block stands. */
const DISTRIBUTION = ['distribution', 'otelseal'];

/**
 * A file that was named otherwise than by `OTEL_CONFIG_FILE`; it may hold the block alone.
 *
 * @experimental
 */
export interface ConfigurationFile {
  readonly path: string;
  /** How the user named it. */
  readonly setting: string;
}

/**
 * What the `distribution: otelseal:` block of the file that `OTEL_CONFIG_FILE` names sets. OpenTelemetry leaves `distribution` to whoever
 * extends it, and ignores what it finds there. A file without the block sets nothing.
 *
 * @throws ConfigurationError `ERR_CONFIG_FILE`, or for the first setting that does not exist or is not allowed
 */
export function readDistribution(environment: Environment, file?: ConfigurationFile): Map<OptionPath, unknown> {
  const block = file === undefined ? distributionBlock(environment) : blockOf(file, true);
  return block === undefined ? new Map() : new DistributionReader(environment).read(block);
}

function distributionBlock(environment: Environment): Node | undefined {
  const path = environment['OTEL_CONFIG_FILE']?.trim();
  if (path === undefined || path === '') return undefined;
  return blockOf({ path, setting: 'OTEL_CONFIG_FILE' }, false);
}

function blockOf({ path, setting }: ConfigurationFile, mayBeAlone: boolean): Node | undefined {
  const parsed = parseYaml(textOf(path, setting));
  if ('wrongAt' in parsed) throw refused(setting, `is not YAML: wrong ${parsed.wrongAt}.`);
  const { document } = parsed;
  const isWhole = ['file_format', 'distribution'].some((name) => nodeAt(document, [name]) !== undefined);
  const block = mayBeAlone && !isWhole ? nodeAt(document, []) : nodeAt(document, DISTRIBUTION);
  if (block === 'twice') throw refused(setting, 'names a file in which `distribution` or `otelseal` stands twice.');
  if (block === undefined && !mayBeAlone) refuseMisspelt(document);
  const isEmpty = block === undefined || (yaml().isScalar(block) && block.value === null);
  return isEmpty ? undefined : block;
}

/** A name this close to ours is a typing error: the block would silently do nothing. */
const MAX_TYPING_ERROR = 2;

function refuseMisspelt(document: Document): void {
  let above: string[] = [];
  for (const name of DISTRIBUTION) {
    const wrong = namesAt(document, above).find((written) => written !== name && isMeant(written, name));
    if (wrong !== undefined && nodeAt(document, [...above, name]) === undefined) {
      const place = [...above, wrong].join('.').slice(0, 64);
      const reason = `stands in the file that OTEL_CONFIG_FILE names as ${shown(place)}, which sets nothing; did you mean ${[...above, name].join('.')}?`;
      throw new ConfigurationError('ERR_OPTION_UNKNOWN', DISTRIBUTION_SETTING, reason);
    }
    above = [...above, name];
  }
}

function isMeant(written: string, name: string): boolean {
  return written.length <= 2 * name.length && editDistance(written.toLowerCase(), name) <= MAX_TYPING_ERROR;
}

function textOf(path: string, setting: string): string {
  try {
    return readBoundedFile(path, { maxBytes: MAX_FILE_BYTES, isSecret: false });
  } catch (cause) {
    throw refused(setting, `names a file that ${whyUnreadable(cause)}`, cause);
  }
}

function refused(setting: string, message: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError('ERR_CONFIG_FILE', setting, message, cause === undefined ? {} : { cause });
}
