import { InstrumentationOptionsError } from '../instrumentation-options-error.js';

/** How reports are taken. @stable */
export interface CspReportOptions {
  /** Bytes of one body that are read. Default 65,536: browsers send a few kilobytes. Larger ones are answered with 413. */
  readonly maxBytes: number;
}

/** @stable */
export const CSP_REPORT_DEFAULTS: CspReportOptions = Object.freeze({ maxBytes: 65_536 });

/** @throws InstrumentationOptionsError when an option cannot be used */
export function cspReportOptions(options: Partial<CspReportOptions>): CspReportOptions {
  const { maxBytes = CSP_REPORT_DEFAULTS.maxBytes } = options;
  if (Number.isSafeInteger(maxBytes) && maxBytes > 0) return { maxBytes };
  throw new InstrumentationOptionsError('ERR_REQUEST_OPTION', 'The option maxBytes is a positive whole number.');
}
