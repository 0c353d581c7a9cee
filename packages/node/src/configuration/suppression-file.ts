import type { Suppression } from '@otelseal/detection';
import { checkedValue } from './check-value.js';
import { ConfigurationError } from './configuration-error.js';
import type { JoinedOptions } from './join-options.js';
import { OPTION_RULES } from './option-rules.js';
import { readBoundedFile, whyUnreadable } from './read-bounded-file.js';
import { parseYaml } from './yaml-file.js';

const MAX_FILE_BYTES = 262_144;

/**
 * The suppressions of a file: a list of them, YAML or JSON, with the members of `detection.suppress`.
 *
 * @throws ConfigurationError `ERR_SECRET_FILE` when it cannot be read, or for the first member that is not allowed
 */
export function readSuppressions(
  file: string,
  { settingOf }: Pick<JoinedOptions, 'settingOf'>,
): readonly Suppression[] {
  const setting = settingOf('detection.suppressFile');
  const parsed = parseYaml(textOf(file, setting));
  if ('wrongAt' in parsed)
    throw refused(setting, `names a file that is neither YAML nor JSON: wrong ${parsed.wrongAt}.`);
  const list: unknown = parsed.document.toJS({ maxAliasCount: 0 });
  return checkedValue(OPTION_RULES['detection.suppress'].kind, list ?? [], setting) as Suppression[];
}

function textOf(file: string, setting: string): string {
  try {
    return readBoundedFile(file, { maxBytes: MAX_FILE_BYTES, isSecret: false });
  } catch (cause) {
    throw refused(setting, `names a file that ${whyUnreadable(cause)}`, cause);
  }
}

function refused(setting: string, message: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError('ERR_SECRET_FILE', setting, message, cause === undefined ? {} : { cause });
}
