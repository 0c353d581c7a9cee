import { DELIVERY_RULES } from './schema/delivery-rules.js';
import { DETECTION_RULES } from './schema/detection-rules.js';
import { GATEWAY_RULES } from './schema/gateway-rules.js';
import type { OptionRule } from './schema/option-kind.js';
import type { OptionPath } from './schema/option-path.js';
import { PROCESSING_RULES } from './schema/processing-rules.js';
import { SEALING_RULES } from './schema/sealing-rules.js';

/**
 * The schema of all settings: options, `OTELSEAL_*` variables, the `distribution: otelseal:` block of OpenTelemetry's configuration file,
 * the published JSON Schema and the tables of the documentation all come from here. Values are never quoted in messages: any may be a
 * secret.
 */
export const OPTION_RULES: Readonly<Record<OptionPath, OptionRule>> = {
  ...SEALING_RULES,
  ...DELIVERY_RULES,
  ...PROCESSING_RULES,
  ...DETECTION_RULES,
  ...GATEWAY_RULES,
};

/** All paths, as the documentation lists them. */
export const OPTION_PATHS: readonly OptionPath[] = Object.keys(OPTION_RULES) as OptionPath[];

/** Paths of options that consist of others: `sanitize`, `sanitize.allow`. */
export const OPTION_GROUPS: ReadonlySet<string> = new Set(
  OPTION_PATHS.flatMap((path) => {
    const parts = path.split('.');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
  }),
);

/** The rule of a path, own properties only: `constructor` is no option. */
export function ruleOf(path: string): OptionRule | undefined {
  return Object.hasOwn(OPTION_RULES, path) ? OPTION_RULES[path as OptionPath] : undefined;
}

/** The names that an option may have below a group. */
export function namesBelow(group: string): string[] {
  const prefix = group === '' ? '' : `${group}.`;
  const below = OPTION_PATHS.filter((path) => path.startsWith(prefix));
  return [...new Set(below.map((path) => path.slice(prefix.length).split('.', 1)[0] as string))];
}

/** The variable that sets an option, if one does. */
export function variableOf(path: OptionPath): string | undefined {
  const { variable, codeOnly } = OPTION_RULES[path];
  if (codeOnly === true || variable === false) return undefined;
  return variable ?? `OTELSEAL_${path.split('.').map(snakeCase).join('_').toUpperCase()}`;
}

/** The place of an option below `distribution: otelseal:`, if it has one. */
export function filePathOf(path: OptionPath): string | undefined {
  return OPTION_RULES[path].codeOnly === true ? undefined : path.split('.').map(snakeCase).join('.');
}

/** `keyFile` as OpenTelemetry's configuration file writes names: `key_file`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
