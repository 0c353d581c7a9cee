import type { AnyValue } from '@opentelemetry/api';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';

/** A record's own weight: object, times, ids, reference to resource and scope. */
const BASE_BYTES = 256;
const PER_MEMBER_BYTES = 16;

/**
 * Estimated bytes in memory, to within a small factor and linear in the record; for bounds, not for accounting.
 * Takes only wire-safe values (acyclic, of bounded depth).
 */
export function approximateBytes(record: Pick<ReadableLogRecord, 'attributes' | 'body'>): number {
  return BASE_BYTES + valueBytes(record.attributes) + valueBytes(record.body);
}

function valueBytes(value: AnyValue): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (value instanceof Uint8Array) return value.byteLength;
  let bytes = 0;
  for (const name of Object.keys(value)) {
    bytes += PER_MEMBER_BYTES + 2 * name.length + valueBytes((value as Readonly<Record<string, AnyValue>>)[name]);
  }
  return bytes;
}
