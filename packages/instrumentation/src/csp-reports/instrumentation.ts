import { unharmed } from '../report-once.js';
import type { ObservedRequest } from '../request/observed-request.js';
import { addRequestObserver, removeRequestObserver } from '../request/request-observers.js';
import { runInRequest } from '../request/run-in-request.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { isCspReportType } from './csp-report.js';
import { recordCspReports } from './record-csp-reports.js';

/**
 * Reports of browsers that an application takes by itself: the body that its own parser left at the request is looked at
 * when the answer is finished. A body that nothing parses is never read; for those there are `nodeCspReports`,
 * `fastifyCspReports` and `honoCspReports`.
 *
 * @example registerInstrumentations({ instrumentations: [new ExpressSecurityInstrumentation(), new CspReportsSecurityInstrumentation()] })
 * @stable
 */
export class CspReportsSecurityInstrumentation extends SecurityInstrumentation {
  constructor(config: SecurityInstrumentationConfig = {}) {
    super('csp-reports', config);
  }

  protected override init(): [] {
    return [];
  }

  override enable(): void {
    addRequestObserver(observe);
    super.enable();
  }

  override disable(): void {
    super.disable();
    removeRequestObserver(observe);
  }
}

function observe(request: ObservedRequest): void {
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
