import type { LoggerProvider } from '@opentelemetry/api';
import * as api from '@opentelemetry/api';

/** Where SDK 2.x registers its logger provider, by `@opentelemetry/api-logs`, and the contract number that this asks for. */
const OLD_LOGS_GLOBAL = Symbol.for('io.opentelemetry.js.api.logs');
const OLD_LOGS_CONTRACT = 1;

/**
 * The provider that loggers come from now. API 1.9, which SDK 2.x brings along, has no `logs`, and naming it in an import would stop the
 * service's start: there it is what that SDK has registered, or `undefined`.
 */
export function registeredLoggerProvider(): LoggerProvider | undefined {
  const { logs } = api as Partial<typeof api>;
  return logs === undefined ? oldLoggerProvider() : logs.getLoggerProvider();
}

function oldLoggerProvider(): LoggerProvider | undefined {
  const { [OLD_LOGS_GLOBAL]: provider } = globalThis as {
    readonly [OLD_LOGS_GLOBAL]?: (contract: number) => LoggerProvider | undefined;
  };
  return provider?.(OLD_LOGS_CONTRACT);
}
