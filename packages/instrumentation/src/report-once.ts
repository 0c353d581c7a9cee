import { diag, metrics } from '@opentelemetry/api';
import { METRIC_INTERNAL_ERRORS } from '@otelseal/semantic-conventions/names';

/** What can go wrong while an application is watched. The application never sees it. @stable */
export type InstrumentationErrorCode =
  | 'ERR_REQUEST_NOT_OBSERVED'
  | 'ERR_ANSWER_NOT_REPORTED'
  | 'ERR_LIBRARY_NOT_OBSERVED'
  | 'ERR_LINE_NOT_BRIDGED'
  | 'ERR_UNKNOWN_SECURITY_EVENT';

const reported = new Set<string>();

/**
 * Counts every occurrence in `otelseal.internal.errors{code}` and tells `diag` about the first of a place. Never throws.
 * Of the cause only its class is told: its message may quote a request.
 */
export function reportOnce(code: InstrumentationErrorCode, what: string, cause?: unknown): void {
  try {
    metrics.getMeter('@otelseal/instrumentation').createCounter(METRIC_INTERNAL_ERRORS).add(1, { code });
    if (reported.has(what)) return;
    reported.add(what);
    const name = cause instanceof Error ? ` (${cause.name})` : '';
    diag.warn(`@otelseal/instrumentation: ${code}: ${what}${name}.`);
  } catch {
    // A broken logger or meter of the application must not break its request too.
  }
}

/** Runs our part of something that the application does; what fails in it is reported and goes no further. */
export function unharmed<T>(code: InstrumentationErrorCode, what: string, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    reportOnce(code, what, error);
    return undefined;
  }
}
