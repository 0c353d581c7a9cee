import { context, createContextKey } from '@opentelemetry/api';

/**
 * The SDK's own mark for "create no spans here" (`suppressTracing` of @opentelemetry/core, whose keys are global
 * symbols). Retries and heartbeats run outside the batch processor, which otherwise sets it; without it an
 * instrumented HTTP client would trace the export of logs.
 */
const SUPPRESS_TRACING = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

export function withoutTracing<T>(run: () => T): T {
  return context.with(context.active().setValue(SUPPRESS_TRACING, true), run);
}
