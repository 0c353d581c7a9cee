import type { ValidationFinding } from '../request/request-finding.js';
import type { SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { ErrorReadingInstrumentation } from '../validation/error-reading-instrumentation.js';
import { readAjvError } from '../validation/read-ajv-error.js';

export { reportValidation } from '../validation/report-validation.js';

/**
 * ajv: its errors that surface in a web framework and are answered with a 4xx become `security.input.validation.failure`. Nothing of ajv
 * is patched. An application that answers by itself calls {@link reportValidation}.
 *
 * @example registerInstrumentations({ instrumentations: [new AjvSecurityInstrumentation()] })
 * @experimental
 */
export class AjvSecurityInstrumentation extends ErrorReadingInstrumentation {
  constructor(config: SecurityInstrumentationConfig = {}) {
    super('ajv', config);
  }

  protected override read(error: unknown): ValidationFinding | undefined {
    return readAjvError(error);
  }
}
