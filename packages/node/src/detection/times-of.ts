import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';

/** Set by the maps of @otelseal/gateway; a symbol, because no client can send one: an attribute would let one record count as a hundred. */
const RECORD_TIMES: unique symbol = Symbol.for('otelseal.record.times.1') as never;

/**
 * How many events a record stands for. A program's line may tell of several at once (`message repeated 5 times`, `2 more authentication
 * failures`); in an application's own event `security.attempt.count` counts the attempts so far, each of which was an event.
 */
export function timesOf(record: ReadWriteLogRecord): number {
  const { [RECORD_TIMES]: count } = record as { readonly [RECORD_TIMES]?: unknown };
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 1 ? count : 1;
}
