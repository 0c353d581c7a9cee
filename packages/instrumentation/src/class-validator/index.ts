import type { ValidationFinding } from '../request/request-finding.js';
import type { SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { ErrorReadingInstrumentation } from '../validation/error-reading-instrumentation.js';
import { readClassValidatorError } from '../validation/read-class-validator-error.js';

export { reportValidation } from '../validation/report-validation.js';

/**
 * class-validator: its errors that surface in a web framework and are answered with a 4xx become `security.input.validation.failure`. Nothing of class-validator
 * is patched. An application that answers by itself calls {@link reportValidation}.
 *
 * @example registerInstrumentations({ instrumentations: [new ClassValidatorSecurityInstrumentation()] })
 * @experimental
 */
export class ClassValidatorSecurityInstrumentation extends ErrorReadingInstrumentation {
  constructor(config: SecurityInstrumentationConfig = {}) {
    super('class-validator', config);
  }

  protected override read(error: unknown): ValidationFinding | undefined {
    return readClassValidatorError(error);
  }
}
