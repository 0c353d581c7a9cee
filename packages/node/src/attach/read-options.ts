import type { Environment } from '../configuration/environment.js';
import type { AllOptions } from '../configuration/gateway-options.js';
import { joinOptions } from '../configuration/join-options.js';
import { checkBeforeStart } from './check-before-start.js';

/**
 * What variables and OpenTelemetry's configuration file set, checked.
 *
 * @throws ConfigurationError for the first mistake
 */
export function readOptions(environment: Environment): AllOptions {
  const joined = joinOptions({}, environment);
  checkBeforeStart(joined);
  return joined.options;
}
