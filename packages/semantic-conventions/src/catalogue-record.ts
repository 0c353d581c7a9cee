import type { AttributeReader } from './attribute-value.js';

/** A log record as the renderings read it: what an OTLP file or an SDK record gives, reduced to plain values. @stable */
export interface CatalogueRecord {
  readonly eventName: string;
  /** Nanoseconds since 1970, as a bigint or as decimal digits. */
  readonly timeUnixNano?: bigint | string;
  readonly severityNumber?: number;
  readonly severityText?: string;
  /** Only a text body is rendered. */
  readonly body?: unknown;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly attributes: AttributeReader;
  readonly resource?: AttributeReader;
}

/** Nanoseconds of the record, or undefined when it has no usable time. */
export function nanosecondsOf({ timeUnixNano }: CatalogueRecord): bigint | undefined {
  if (typeof timeUnixNano === 'bigint') return timeUnixNano >= 0n ? timeUnixNano : undefined;
  return typeof timeUnixNano === 'string' && /^\d{1,20}$/.test(timeUnixNano) ? BigInt(timeUnixNano) : undefined;
}
