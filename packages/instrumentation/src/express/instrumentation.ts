import type { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { patchDefinition } from '../patch-definition.js';
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
    const patches = expressPatches({ isEnabled: () => this.isEnabled(), settings: () => this.settings });
    return patches.map((one) => patchDefinition(one, (patch) => this.patching(patch)));
  }
}
