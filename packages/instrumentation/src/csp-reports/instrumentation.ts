import { addRequestObserver, removeRequestObserver } from '../request/request-observers.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { observeCspReports } from './observe-csp-reports.js';

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
    addRequestObserver(observeCspReports);
    super.enable();
  }

  override disable(): void {
    super.disable();
    removeRequestObserver(observeCspReports);
  }
}
