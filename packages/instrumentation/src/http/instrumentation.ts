import type { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import type { PatchOwner } from '../library-patch.js';
import { patchDefinition } from '../patch-definition.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { http2Patch, patchServers } from './library-patches.js';

/**
 * Servers of `node:http`, `node:https` and the compatibility API of `node:http2`: every request has a security context,
 * and a 401, 403 or 429 is an event even where no framework is used.
 *
 * @example registerInstrumentations({ instrumentations: [new HttpSecurityInstrumentation()] })
 * @stable
 */
export class HttpSecurityInstrumentation extends SecurityInstrumentation {
  constructor(config: SecurityInstrumentationConfig = {}) {
    super('http', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition[] {
    return [patchDefinition(http2Patch(this._owner()), (patch) => this.patching(patch))];
  }

  override enable(): void {
    if (!this.isEnabled()) {
      this.patching((_, patches) => {
        patchServers(this._owner(), patches);
      })(undefined);
    }
    super.enable();
  }

  private _owner(): PatchOwner {
    return { isEnabled: () => this.isEnabled(), settings: () => this.settings };
  }
}
