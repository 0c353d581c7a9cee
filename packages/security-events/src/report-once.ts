import { diag, metrics } from '@opentelemetry/api';
import { METRIC_INTERNAL_ERRORS } from '@otelseal/semantic-conventions';
import { SCOPE_NAME, SCOPE_VERSION } from './generated/scope.js';

/** What can go wrong in a call of this package. The application never sees it as an exception. */
export type EventErrorCode =
  | 'ERR_EVENT_NOT_EMITTED'
  | 'ERR_RESERVED_ATTRIBUTE'
  | 'ERR_TOO_MANY_ATTRIBUTES'
  | 'ERR_FIELD_TYPE'
  | 'ERR_NO_CONTEXT_MANAGER';

const reported = new Set<EventErrorCode>();

/** Counts every occurrence in `otelseal.internal.errors{code}` and tells `diag` about the first. Never throws. */
export function reportOnce(code: EventErrorCode, message: string): void {
  try {
    metrics.getMeter(SCOPE_NAME, SCOPE_VERSION).createCounter(METRIC_INTERNAL_ERRORS).add(1, { code });
    if (reported.has(code)) return;
    reported.add(code);
    diag.warn(`${SCOPE_NAME}: ${code}: ${message}`);
  } catch {
    // A broken logger or meter of the application must not break its request too.
  }
}
