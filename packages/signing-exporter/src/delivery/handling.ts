import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import { canEncode, type EncodedRecord } from './encoding-exporter.js';
import type { Handling } from './ordered-sender.js';
import { approximateBytes } from './record-size.js';

/** The object around a record's bytes. */
const ENCODED_RECORD_BYTES = 128;

/** Bytes are kept for an exporter that can encode, and the records themselves for any other. */
export function handlingFor(exporter: LogRecordExporter): Handling<unknown> {
  if (!canEncode(exporter)) return { exporter, keep: (record) => record, sizeOf: approximateBytes };
  const encoding: Handling<EncodedRecord> = {
    exporter: exporter.encoded,
    keep: (record) => exporter.encode(record),
    sizeOf: ({ bytes }) => bytes.length + ENCODED_RECORD_BYTES,
  };
  return encoding;
}
