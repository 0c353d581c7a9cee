import type { LoggerProvider } from '@opentelemetry/api';

// Applications on SDK 2.x register their logger provider with @opentelemetry/api-logs, under a global of its own.
// To drop that generation, delete this file and its one use in lazy-logger.ts.
const API_REGISTRY = Symbol.for('opentelemetry.js.api.1');
const OLD_LOGS_GLOBAL = Symbol.for('io.opentelemetry.js.api.logs');

/** The contract number that api-logs 0.20x to 0.223 ask each other for. */
const OLD_LOGS_CONTRACT = 1;

interface OtelGlobals {
  readonly [API_REGISTRY]?: { readonly logs?: unknown };
  readonly [OLD_LOGS_GLOBAL]?: (contract: number) => LoggerProvider | undefined;
}

/** The provider that SDK 2.x registered, only if no provider of today's API exists. */
export function oldGlobalLoggerProvider(): LoggerProvider | undefined {
  const globals = globalThis as OtelGlobals;
  return globals[API_REGISTRY]?.logs ? undefined : globals[OLD_LOGS_GLOBAL]?.(OLD_LOGS_CONTRACT);
}
