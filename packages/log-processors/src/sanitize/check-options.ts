import { SANITIZE_ACTIONS } from './actions.js';
import { SANITIZE_BOUNDS_DEFAULTS } from './bounds.js';
import { INJECTION_PROFILES } from './injection-profiles.js';
import { PRESETS } from './presets.js';
import { SanitizeError } from './sanitize-error.js';
import type { SanitizeOptions } from './sanitize-options.js';

const KNOWN = [
  'preset',
  'personal',
  'pseudonym',
  'profiles',
  'dryRun',
  'bounds',
  'telemetry',
  'catalogue',
  'rules',
  'keys',
  'values',
  'allow',
];
const KINDS = Object.keys(PRESETS.balanced.personal);

/** Throws a `SanitizeError` that names the option, what it was and what is allowed. Patterns are checked where they are compiled. */
export function checkOptions(options: SanitizeOptions): void {
  for (const name of Object.keys(options)) oneOf('option', name, KNOWN);
  if (options.preset !== undefined) oneOf('preset', options.preset, Object.keys(PRESETS));
  for (const profile of options.profiles ?? []) oneOf('profiles', profile, INJECTION_PROFILES);
  for (const [kind, action] of Object.entries(options.personal ?? {})) {
    oneOf('personal', kind, KINDS);
    oneOf(`personal.${kind}`, action, SANITIZE_ACTIONS);
  }
  for (const [name, bound] of Object.entries(options.bounds ?? {})) {
    oneOf('bounds', name, Object.keys(SANITIZE_BOUNDS_DEFAULTS));
    if (!Number.isSafeInteger(bound) || bound < 1)
      throw new SanitizeError(
        'ERR_SANITIZE_OPTION',
        `bounds.${name} is ${JSON.stringify(bound)}; it must be a whole number from 1.`,
      );
  }
  for (const name of Object.keys(options.allow ?? {})) oneOf('allow', name, ['paths', 'keys', 'values']);
}

function oneOf(option: string, value: unknown, allowed: readonly string[]): void {
  if (allowed.includes(value as string)) return;
  throw new SanitizeError(
    'ERR_SANITIZE_OPTION',
    `${option} is ${JSON.stringify(value)}; allowed are ${allowed.join(', ')}.`,
  );
}
