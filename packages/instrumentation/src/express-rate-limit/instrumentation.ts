import { InstrumentationOptionsError } from '../instrumentation-options-error.js';
import { addAnswerReader, removeAnswerReader } from '../request/answer-readers.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { LIBRARY, limitReader } from './read-limit.js';

/** @stable */
export interface ExpressRateLimitSecurityInstrumentationConfig extends SecurityInstrumentationConfig {
  /** The limiter's option of the same name. Default `rateLimit`, which is the limiter's default. */
  readonly requestPropertyName?: string | undefined;
}

/**
 * express-rate-limit 6 to 8: the 429 of a limiter carries its limit and how often it was asked. The limiter leaves both at
 * the request; nothing is patched.
 *
 * @example registerInstrumentations({ instrumentations: [new ExpressSecurityInstrumentation(), new ExpressRateLimitSecurityInstrumentation()] })
 * @stable
 */
export class ExpressRateLimitSecurityInstrumentation extends SecurityInstrumentation<ExpressRateLimitSecurityInstrumentationConfig> {
  /** @throws InstrumentationOptionsError when an option cannot be used */
  constructor(config: ExpressRateLimitSecurityInstrumentationConfig = {}) {
    if (!['string', 'undefined'].includes(typeof config.requestPropertyName)) {
      throw new InstrumentationOptionsError('ERR_REQUEST_OPTION', 'The option requestPropertyName is a text.');
    }
    super(LIBRARY, config);
  }

  protected override init(): [] {
    return [];
  }

  override enable(): void {
    if (!this.isEnabled()) {
      addAnswerReader(
        LIBRARY,
        limitReader(() => this.getConfig().requestPropertyName),
      );
    }
    super.enable();
  }

  override disable(): void {
    super.disable();
    removeAnswerReader(LIBRARY);
  }
}
