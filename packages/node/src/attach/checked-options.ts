import { createRequire } from 'node:module';
import type { Environment } from '../configuration/environment.js';
import type { AllOptions } from '../configuration/gateway-options.js';
import { withRightPrefix } from '../configuration/misspelt-prefix.js';
import type * as Reading from './read-options.js';

const load = createRequire(import.meta.url);

/**
 * What is set, found right as far as that can be told before the service starts. The schema of all settings is two thirds of what attaching
 * would have to compile, so it is loaded only where something is set.
 *
 * @throws ConfigurationError for the first mistake
 */
export function checkedOptions(environment: Environment): AllOptions {
  if (!isAnythingSet(environment)) return {};
  return (load('../attach/read-options.js') as typeof Reading).readOptions(environment);
}

/** Also by a variable that only begins like ours, or nearly so: it may be a typing error, which ends the process. */
function isAnythingSet(environment: Environment): boolean {
  if ((environment['OTEL_CONFIG_FILE'] ?? '').trim() !== '') return true;
  return Object.keys(environment).some((name) => /^OTELSEAL/i.test(name) || withRightPrefix(name) !== undefined);
}
