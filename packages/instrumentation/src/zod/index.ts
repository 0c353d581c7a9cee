import type { ValidationFinding } from '../request/request-finding.js';
import type { SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { ErrorReadingInstrumentation } from '../validation/error-reading-instrumentation.js';
import { readZodError } from '../validation/read-zod-error.js';

export { reportValidation } from '../validation/report-validation.js';

/**
 * zod: its errors that surface in a web framework and are answered with a 4xx become `security.input.validation.failure`. Nothing of zod
 * is patched. An application that answers by itself calls {@link reportValidation}.
 *
 * @example registerInstrumentations({ instrumentations: [new ZodSecurityInstrumentation()] })
 * @experimental
 */
export class ZodSecurityInstrumentation extends ErrorReadingInstrumentation {
  constructor(config: SecurityInstrumentationConfig = {}) {
    super('zod', config);
  }

  protected override read(error: unknown): ValidationFinding | undefined {
    return readZodError(error);
  }
}
