import { checkValue, isPlainObject } from './check-value.js';
import { ConfigurationError } from './configuration-error.js';
import { nearestName } from './nearest-name.js';
import { OPTION_GROUPS, OPTION_RULES, ruleOf } from './option-rules.js';
import type { OtelsealOptions } from './otelseal-options.js';

/**
 * A checked copy of the options: every value was read once, so a getter cannot say one thing to the check and another to its user.
 *
 * @throws ConfigurationError for the first unknown name or value that is not allowed
 */
export function checkOptions(options: unknown): OtelsealOptions {
  const checked = checkGroup(options, '') as OtelsealOptions;
  if (checked.spool !== undefined && checked.spool.directory === undefined) {
    throw new ConfigurationError('ERR_OPTION_INVALID', 'spool.directory', 'must name a directory.');
  }
  const keys = (['keyFile', 'pem', 'signer', 'process'] as const).filter(
    (name) => checked.signing?.[name] !== undefined,
  );
  if (keys.length > 1) {
    throw new ConfigurationError('ERR_OPTION_CONFLICT', 'signing', `has ${keys.join(' and ')}; give one of them.`);
  }
  const named = (['signer', 'process'] as const).find((name) => checked.signing?.[name] !== undefined);
  if (named !== undefined && checked.signing?.keyName !== undefined) {
    throw new ConfigurationError(
      'ERR_OPTION_CONFLICT',
      'signing.keyName',
      `has no effect on \`signing.${named}\`, which has a name of its own; leave it out.`,
    );
  }
  return checked;
}

function checkGroup(group: unknown, prefix: string): Record<string, unknown> {
  if (!isPlainObject(group)) {
    throw new ConfigurationError('ERR_OPTION_INVALID', prefix.slice(0, -1) || 'options', 'must be a plain object.');
  }
  const checked: Record<string, unknown> = {};
  for (const name of Reflect.ownKeys(group)) {
    const path = `${prefix}${String(name)}`;
    if (typeof name === 'symbol' || !isKnown(path)) throw unknownOption(path, prefix);
    const value = readOnce(group, name, path);
    if (value === undefined) continue; // as if left out, so that `{ otlp: condition ? … : undefined }` works
    checked[name] = OPTION_GROUPS.includes(path) ? checkGroup(value, `${path}.`) : checkLeaf(path, value);
  }
  return checked;
}

function isKnown(path: string): boolean {
  return ruleOf(path) !== undefined || OPTION_GROUPS.includes(path);
}

function checkLeaf(path: string, value: unknown): unknown {
  const rule = ruleOf(path);
  if (rule === undefined) throw unknownOption(path, '');
  const result = checkValue(rule.kind, value);
  if ('mustBe' in result) throw new ConfigurationError('ERR_OPTION_INVALID', path, `must be ${result.mustBe}.`);
  return result.value;
}

function readOnce(group: Record<string, unknown>, name: string, path: string): unknown {
  try {
    return group[name];
  } catch (cause) {
    throw new ConfigurationError('ERR_OPTION_INVALID', path, 'could not be read: its getter threw.', { cause });
  }
}

function unknownOption(path: string, prefix: string): ConfigurationError {
  const siblings = namesUnder(prefix);
  const name = path.slice(prefix.length);
  const nearest = nearestName(name, siblings);
  const shown = path.slice(0, 64).replace(/[^\x20-\x7e]/g, '?');
  const advice = nearest === undefined ? `options are ${siblings.join(', ')}` : `did you mean \`${prefix}${nearest}\`?`;
  return new ConfigurationError('ERR_OPTION_UNKNOWN', shown, `is not an option; ${advice}`);
}

function namesUnder(prefix: string): string[] {
  const names = Object.keys(OPTION_RULES)
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length).split('.', 1)[0] ?? '');
  return [...new Set(names)];
}
