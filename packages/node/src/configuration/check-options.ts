import { checkedValue, isPlainObject, shown, unknownName } from './check-value.js';
import { ConfigurationError } from './configuration-error.js';
import { namesBelow, OPTION_GROUPS, ruleOf } from './option-rules.js';
import type { OptionPath } from './schema/option-path.js';

/** What options set, by path, and which groups of them were given, empty ones too. */
export interface GivenOptions {
  readonly values: Map<OptionPath, unknown>;
  readonly groups: Set<string>;
}

/**
 * What the options set. Every value was read once, so a getter cannot say one thing to the check and another to its user.
 *
 * @throws ConfigurationError for the first unknown name or value that is not allowed
 */
export function checkOptions(options: unknown): GivenOptions {
  const given: GivenOptions = { values: new Map(), groups: new Set() };
  const { values } = given;
  checkGroup(options, '', given);
  const keys = (['keyFile', 'pem', 'signer', 'process'] as const).filter((name) => values.has(`signing.${name}`));
  if (keys.length > 1) {
    throw new ConfigurationError('ERR_OPTION_CONFLICT', 'signing', `has ${keys.join(' and ')}; give one of them.`);
  }
  const named = keys.find((name) => name === 'signer' || name === 'process');
  const useless = (['keyName', 'processUser'] as const).find((name) => values.has(`signing.${name}`));
  if (named !== undefined && useless !== undefined) {
    throw new ConfigurationError(
      'ERR_OPTION_CONFLICT',
      `signing.${useless}`,
      `has no effect on \`signing.${named}\`, which has its own; leave it out.`,
    );
  }
  return given;
}

function checkGroup(group: unknown, path: string, given: GivenOptions): void {
  if (!isPlainObject(group)) {
    throw new ConfigurationError('ERR_OPTION_INVALID', path === '' ? 'options' : path, 'must be a plain object.');
  }
  given.groups.add(path);
  for (const name of Reflect.ownKeys(group)) {
    const own = path === '' ? String(name) : `${path}.${String(name)}`;
    const isName = typeof name === 'string' && /^[A-Za-z]+$/.test(name); // `a.b` is no way to write `a: { b }`
    const rule = isName ? ruleOf(own) : undefined;
    if (!isName || (rule === undefined && !OPTION_GROUPS.has(own))) throw unknownOption(String(name), own, path);
    const value = readOnce(group, name, own);
    if (value === undefined) continue; // as if left out, so that `{ otlp: condition ? … : undefined }` works
    if (rule === undefined) checkGroup(value, own, given);
    else given.values.set(own as OptionPath, checkedValue(rule.kind, value, own));
  }
}

function readOnce(group: Record<string, unknown>, name: string, path: string): unknown {
  try {
    return group[name];
  } catch (cause) {
    throw new ConfigurationError('ERR_OPTION_INVALID', path, 'could not be read: its getter threw.', { cause });
  }
}

function unknownOption(name: string, path: string, group: string): ConfigurationError {
  const advice = unknownName(name, namesBelow(group), group === '' ? '' : `${group}.`);
  return new ConfigurationError('ERR_OPTION_UNKNOWN', shown(path), `is not an option; ${advice}`);
}
