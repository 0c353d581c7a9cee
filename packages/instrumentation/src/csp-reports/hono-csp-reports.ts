import { isCspReportType } from './csp-report.js';
import { type CspReportOptions, cspReportOptions } from './csp-report-options.js';
import { recordCspReports } from './record-csp-reports.js';

/** What of Hono's context is used. */
interface ReportingContext {
  readonly req: { readonly raw: Request };
  body(data: null, status: 204 | 413 | 415): Response;
}

/**
 * Takes the reports of browsers in Hono. Answers 204, or 413 and 415 to what is no report.
 *
 * @throws InstrumentationOptionsError when an option cannot be used
 * @example app.post('/csp-reports', honoCspReports());
 * @stable
 */
export function honoCspReports<Context extends ReportingContext>(
  options: Partial<CspReportOptions> = {},
): (context: Context) => Promise<Response> {
  const { maxBytes } = cspReportOptions(options);
  return async function cspReports(context) {
    const { raw } = context.req;
    if (!isCspReportType(raw.headers.get('content-type'))) return context.body(null, 415);
    const body = await boundedText(raw, maxBytes);
    if (body === undefined) return context.body(null, 413);
    recordCspReports(raw, body);
    return context.body(null, 204);
  };
}

async function boundedText(request: Request, maxBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
