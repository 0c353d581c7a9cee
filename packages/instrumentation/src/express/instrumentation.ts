import type { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { expressPatches } from './library-patches.js';

/**
 * Express 4 and 5: one event for each request that is refused, sent invalid input, or failed unexpectedly, with the route's
 * template, however it came about: `response.status(403)`, `next(error)`, or a thrown error.
 *
 * @example registerInstrumentations({ instrumentations: [new ExpressSecurityInstrumentation()] })
 * @stable
 */
export class ExpressSecurityInstrumentation extends SecurityInstrumentation {
  constructor(config: SecurityInstrumentationConfig = {}) {
    super('express', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition[] {
    return this.definitions(expressPatches(this.patchOwner()));
  }
}
