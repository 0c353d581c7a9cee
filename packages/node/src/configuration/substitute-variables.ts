import type { Scalar } from 'yaml';
import { ConfigurationError } from './configuration-error.js';
import type { Environment } from './environment.js';
import { yaml } from './yaml-file.js';

const REFERENCE = /\$\$|\$\{([^}]*)\}/g;
const NAMED = /^(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-([^\n]*))?$/;

/**
 * The value of a scalar with `${VARIABLE}`, `${env:VARIABLE}` and `${VARIABLE:-default}` replaced and `$$` read as `$`, as OpenTelemetry's
 * configuration data model defines it: a plain scalar becomes a number, a boolean or null by what was put in, a quoted one stays text, and
 * what is put in is not looked into again.
 *
 * @throws ConfigurationError for a reference that names no variable
 */
export function substituted({ value, type }: Scalar, environment: Environment, setting: string): unknown {
  if (typeof value !== 'string' || !value.includes('$')) return value;
  const text = value.replaceAll(REFERENCE, (whole: string, reference: string | undefined) => {
    if (whole === '$$') return '$';
    const [, name, byDefault = ''] = NAMED.exec(reference ?? '') ?? [];
    if (name === undefined) {
      throw new ConfigurationError('ERR_OPTION_INVALID', setting, 'has a reference that names no variable.');
    }
    return environment[name] || byDefault;
  });
  return type === yaml().Scalar.PLAIN && text !== value ? coerced(text) : text;
}

function coerced(text: string): unknown {
  let value: unknown;
  try {
    value = yaml().parse(text, { version: '1.2', maxAliasCount: 0, logLevel: 'silent' });
  } catch {
    return text; // a text that means something in YAML is still a text
  }
  return value === null || typeof value === 'number' || typeof value === 'boolean' ? value : text;
}
