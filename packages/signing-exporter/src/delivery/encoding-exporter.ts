import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { RecordPlace } from '../sealing/exported-record.js';
import type { BatchExporter } from './guarded-export.js';

/** A record as it will be sent, and where it stands in a request. */
export interface EncodedRecord extends RecordPlace {
  readonly bytes: Uint8Array;
}

/**
 * An exporter that can take records apart from their encoding. A record is encoded as soon as it is sealed, while its
 * texts are at hand, and only the bytes are kept: half the cost of encoding it later, and less for the garbage collector.
 */
export interface EncodingExporter extends LogRecordExporter {
  encode(record: ReadableLogRecord): EncodedRecord;
  readonly encoded: BatchExporter<EncodedRecord>;
}

/** Structural, because several copies of this package in one process are normal. */
export function canEncode(exporter: LogRecordExporter): exporter is EncodingExporter {
  const { encode, encoded } = exporter as Partial<EncodingExporter>;
  return typeof encode === 'function' && typeof encoded?.export === 'function';
}
