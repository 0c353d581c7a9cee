import type { SpanContext } from '@opentelemetry/api';

const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);

/** What a record says of its trace; one of the two identifiers may be empty. Zeros are OTLP's way to say that there is none. */
export function spanContextOf(traceId: string, spanId: string, flags: number): SpanContext | undefined {
  const trace = traceId === NO_TRACE ? '' : traceId;
  const span = spanId === NO_SPAN ? '' : spanId;
  return trace === '' && span === '' ? undefined : { traceId: trace, spanId: span, traceFlags: flags & 0xff };
}
