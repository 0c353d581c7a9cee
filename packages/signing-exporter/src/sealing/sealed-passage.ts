import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { CarriedSeal } from '@otelseal/audit-integrity';

/**
 * A record that carries somebody else's seal and passes unchanged.
 *
 * @experimental
 */
export interface SealedPassage {
  readonly record: ReadableLogRecord;
  readonly seal: CarriedSeal;
  /** Under whose resource the counter-seal stands, for the same identity. Default: the record's own. */
  readonly sealedUnder?: ReadableLogRecord['resource'] | undefined;
  /**
   * The record as it came, if it came in the encoding of the spool: of protobuf the field `log_records` with tag and length, of JSON the
   * member's text. Without it the record is encoded again, value by value.
   */
  readonly bytes?: Uint8Array | undefined;
}
