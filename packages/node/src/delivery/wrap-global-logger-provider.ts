import { wrapLoggerProvider } from '@otelseal/log-processors';
import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import { registeredLoggerProvider } from './registered-logger-provider.js';

/** Wraps the provider that `logs.getLogger` asks, if an SDK has registered one. Never throws: without it records are only copied later. */
export function wrapGlobalLoggerProvider(telemetry: SelfTelemetry): void {
  try {
    const provider = registeredLoggerProvider();
    if (provider !== undefined && isOfAnSdk(provider)) wrapLoggerProvider(provider);
  } catch (error) {
    telemetry.reportOnce(
      'ERR_PROVIDER_NOT_WRAPPED',
      'The global logger provider could not be wrapped: getters in attributes fire, and length limits cut before sanitizing.',
      error,
    );
  }
}

/** The API's own stand-in for an SDK that is still to come can neither flush nor shut down. */
function isOfAnSdk(provider: object): boolean {
  return 'forceFlush' in provider && 'shutdown' in provider;
}
