import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { ATTR_SECURITY_ATTEMPT_COUNT } from '@otelseal/semantic-conventions';

/** The map of known programs that made the event: set by the gateway. */
const ATTR_OTELSEAL_MAP = 'otelseal.map';

/**
 * How many events a record stands for. A program's line may tell of several at once (`message repeated 5 times`, `2 more authentication
 * failures`); in an application's own event the same attribute counts the attempts so far, each of which was an event.
 */
export function timesOf({ attributes }: ReadWriteLogRecord): number {
  const count = attributes[ATTR_SECURITY_ATTEMPT_COUNT];
  if (typeof attributes[ATTR_OTELSEAL_MAP] !== 'string' || typeof count !== 'number') return 1;
  return Number.isSafeInteger(count) && count > 1 ? count : 1;
}
