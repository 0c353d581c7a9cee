import type { Logger, LoggerProvider } from '@opentelemetry/api';
import * as api from '@opentelemetry/api';
import { SCHEMA_URL } from '@otelseal/semantic-conventions';
import { SCOPE_NAME, SCOPE_VERSION } from './generated/scope.js';
import { oldGlobalLoggerProvider } from './old-logs-global.js';

let knownProvider: LoggerProvider | undefined;
let knownLogger: Logger | undefined;

/**
 * The logger of the provider that is registered *now*. It is looked up on each emit: a logger taken before the SDK
 * starts, or from the other module format's copy of the API, would stay silent for ever.
 */
export function securityLogger(): Logger | undefined {
  const provider = oldGlobalLoggerProvider() ?? currentProvider();
  if (provider !== knownProvider) {
    knownLogger = provider?.getLogger(SCOPE_NAME, SCOPE_VERSION, { schemaUrl: SCHEMA_URL });
    knownProvider = provider;
  }
  return knownLogger;
}

/** API 1.9, which SDK 2.x brings along, has no `logs`; naming it in an import would stop the application's start. */
function currentProvider(): LoggerProvider | undefined {
  return (api as { readonly logs?: { getLoggerProvider(): LoggerProvider } }).logs?.getLoggerProvider();
}
