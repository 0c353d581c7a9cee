import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { Clock } from '../ports/clock.js';
import { SigningError } from '../signing-error.js';
import { withoutTracing } from './without-tracing.js';

/** What became of one attempt. `permanent`: sending the same bytes again cannot succeed. */
export type ExportAttempt =
  | { readonly ok: true }
  | { readonly ok: false; readonly permanent: boolean; readonly error: Error };

/** An exporter of log records, or of what was made of them. */
export interface BatchExporter<Item> {
  export(items: Item[], resultCallback: Parameters<LogRecordExporter['export']>[1]): void;
}

/** Statuses that speak about the request itself, and an acceptance of only some records; wrong credentials or addresses (401, 403, 404) get repaired by people. */
const ABOUT_THE_REQUEST: ReadonlySet<unknown> = new Set([400, 413, 422, 'ERR_PARTIAL_SUCCESS']);

/**
 * One call of an exporter that may throw, never call back, or call back twice: always settles, exactly once, never
 * throws. The exporter is called before this returns, under suppressed tracing.
 */
export function guardedExport<Item>(
  exporter: BatchExporter<Item>,
  records: Item[],
  timeoutMs: number,
  clock: Clock,
  settle: (attempt: ExportAttempt) => void,
): void {
  let settled = false;
  const once = (attempt: ExportAttempt): void => {
    if (settled) return;
    settled = true;
    cancel();
    settle(attempt);
  };
  const cancel = clock.setTimer(timeoutMs, () =>
    once(
      failed(false, new SigningError('ERR_EXPORT_TIMEOUT', `The exporter did not call back within ${timeoutMs} ms.`)),
    ),
  );
  try {
    const returned: unknown = withoutTracing(() =>
      exporter.export(records, (result) => {
        if (result?.code === 0) once({ ok: true });
        else once(failed(ABOUT_THE_REQUEST.has(codeOf(result?.error)), errorFrom(result?.error)));
      }),
    );
    if (returned instanceof Promise) returned.catch((cause: unknown) => once(threw(cause))); // an async export()
  } catch (cause) {
    once(threw(cause));
  }
}

function threw(cause: unknown): ExportAttempt {
  return failed(true, new SigningError('ERR_EXPORTER_THREW', 'The exporter threw instead of calling back.', { cause }));
}

function failed(permanent: boolean, error: Error): ExportAttempt {
  return { ok: false, permanent, error };
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null | undefined)?.code;
}

function errorFrom(error: unknown): Error {
  return error instanceof Error ? error : new Error('The exporter failed without a reason.');
}
