import { unharmed } from '../report-once.js';
import type { ObservedRequest } from '../request/observed-request.js';
import { runInRequest } from '../request/run-in-request.js';
import { isCspReportType } from './csp-report.js';
import { recordCspReports } from './record-csp-reports.js';

/** Looks at the body that the application's own parser left at a request, once that has been answered. */
export function observeCspReports(request: ObservedRequest): void {
  const { raw, response } = request;
  if (raw.method !== 'POST' || !isCspReportType(raw.headers['content-type'])) return;
  response.once('finish', () => {
    // An answer of 4xx or 5xx says that the application did not take it for a report.
    if (response.statusCode < 400) {
      unharmed('ERR_REQUEST_NOT_OBSERVED', 'a report of a browser could not be read', () =>
        runInRequest(request, () => record(request)),
      );
    }
  });
}

function record(request: ObservedRequest): void {
  const own = (request.framework?.request ?? request.raw) as { readonly body?: unknown };
  const body = Buffer.isBuffer(own.body) ? own.body.toString('utf8') : own.body;
  if (body !== undefined) recordCspReports(request.raw, body);
}
