import { checkOptions } from './check-options.js';
import { Pseudonyms } from './pseudonym.js';
import { UserRules } from './rules/user-rules.js';
import { SanitizeError } from './sanitize-error.js';
import type { SanitizeOptions } from './sanitize-options.js';

type Shape = 'a text' | 'true or false' | 'a mapping' | 'a list';

/** What each setting is in JSON and YAML; names and values inside are checked where they are known. */
const SHAPES: Readonly<Record<string, Shape>> = {
  preset: 'a text',
  dryRun: 'true or false',
  personal: 'a mapping',
  pseudonym: 'a mapping',
  profiles: 'a list',
  bounds: 'a mapping',
  rules: 'a mapping',
  keys: 'a mapping',
  values: 'a list',
  allow: 'a mapping',
  'pseudonym.keyId': 'a text',
  'pseudonym.key': 'a text',
  'allow.paths': 'a list',
  'allow.keys': 'a list',
  'allow.values': 'a list',
};

/**
 * Checks settings that were read from JSON or YAML, all of them, and gives them as options: what `createSanitizer` would refuse is refused
 * here too. `telemetry` and `catalogue` are no data and have no place in a file.
 *
 * @throws SanitizeError that names the invalid rule, what it was and what is allowed
 * @experimental
 * @example
 * checkSanitizeConfiguration({ preset: 'strict', rules: { 'user.name': 'hide' } });
 * // SanitizeError: rules["user.name"] has the action "hide"; allowed are mask, pseudonym, …
 */
export function checkSanitizeConfiguration(data: unknown): SanitizeOptions {
  requireShape('The configuration', data, 'a mapping');
  const settings = data as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(settings)) requireSetting(name, value);
  for (const outer of ['pseudonym', 'allow']) {
    const inner = settings[outer] as Readonly<Record<string, unknown>> | undefined;
    for (const [name, value] of Object.entries(inner ?? {})) requireSetting(`${outer}.${name}`, value);
  }
  requireTexts('profiles', settings['profiles']);
  for (const name of ['paths', 'keys', 'values'])
    requireTexts(`allow.${name}`, (settings['allow'] as Readonly<Record<string, unknown>> | undefined)?.[name]);
  const options = settings as SanitizeOptions;
  checkOptions(options);
  new UserRules(options);
  if (options.pseudonym !== undefined) new Pseudonyms(options.pseudonym);
  return options;
}

function requireSetting(name: string, value: unknown): void {
  const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
  if (shape !== undefined) {
    requireShape(name, value, shape);
    return;
  }
  const place = name.includes('.') ? `${name.slice(0, name.indexOf('.'))}.` : '';
  const known = Object.keys(SHAPES).filter((key) => key.startsWith(place) && key.includes('.') === (place !== ''));
  throw new SanitizeError('ERR_SANITIZE_OPTION', `There is no setting ${name}; there are ${known.join(', ')}.`);
}

function requireTexts(name: string, list: unknown): void {
  for (const [index, item] of ((list ?? []) as unknown[]).entries()) requireShape(`${name}[${index}]`, item, 'a text');
}

function requireShape(name: string, value: unknown, shape: Shape): void {
  if (shapeOf(value) === shape) return;
  throw new SanitizeError('ERR_SANITIZE_OPTION', `${name} is ${shown(value)}; it must be ${shape}.`);
}

function shapeOf(value: unknown): Shape | undefined {
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'boolean':
      return 'true or false';
    default:
      return typeof value === 'object' && value !== null ? 'a mapping' : undefined;
  }
}

/** Names what stands there and shows no more of it than fits: it may be a key in the wrong place. */
function shown(value: unknown): string {
  return shapeOf(value) ?? String(value).slice(0, 32);
}
