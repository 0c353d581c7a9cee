import { security } from '@otelseal/security-events';
import { type CspReport, readCspReports } from './csp-report.js';

/** Requests whose reports have been recorded, by a handler or by the instrumentation. */
const recorded = new WeakSet<object>();

/** One event a report, once for each request. */
export function recordCspReports(request: object, body: unknown): void {
  if (recorded.has(request)) return;
  recorded.add(request);
  for (const report of readCspReports(body)) emit(report);
}

function emit({ directive, blocked, disposition, page }: CspReport): void {
  security.malicious.cspViolation({
    directive,
    blocked,
    disposition,
    response: disposition === 'enforce' ? 'blocked' : 'logged',
    ...(page !== undefined && { attributes: { 'csp.page': page } }),
  });
}
