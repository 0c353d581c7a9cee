import { randomUUID } from 'node:crypto';
import { isSpanContextValid, trace } from '@opentelemetry/api';

/** The active trace's id, under which traces and logs are found already; a random UUID where nothing is traced. */
export function correlationId(): string {
  const span = trace.getActiveSpan()?.spanContext();
  return span !== undefined && isSpanContextValid(span) ? span.traceId : randomUUID();
}
