import type { Logger, LoggerProvider } from '@opentelemetry/api';
import * as api from '@opentelemetry/api';

/** Where SDK 2.x registers its logger provider, by `@opentelemetry/api-logs`, and the contract number that this asks for. */
const OLD_LOGS_GLOBAL = Symbol.for('io.opentelemetry.js.api.logs');
const OLD_LOGS_CONTRACT = 1;

/**
 * A logger of the SDK that is registered now; `undefined` where none is. API 1.9, which SDK 2.x brings along, has no `logs`: naming it in an
 * import would stop the application's start.
 */
export function registeredLogger(name: string, version: string): Logger | undefined {
  const { logs } = api as Partial<typeof api>;
  return (logs ?? oldLogs())?.getLogger(name, version);
}

function oldLogs(): LoggerProvider | undefined {
  const { [OLD_LOGS_GLOBAL]: provider } = globalThis as {
    readonly [OLD_LOGS_GLOBAL]?: (contract: number) => LoggerProvider | undefined;
  };
  return provider?.(OLD_LOGS_CONTRACT);
}
