import type { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import type { PatchOwner } from '../library-patch.js';
import { patchDefinition } from '../patch-definition.js';
import { crashReport } from '../process/report-crash.js';
import { watchCrashes } from '../process/watch-crashes.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { http2Patch, patchServers } from './library-patches.js';

/**
 * Servers of `node:http`, `node:https` and the compatibility API of `node:http2`: every request has a security context,
 * and a 401, 403, 429 or 500 is an event even where no framework is used. So is an exception that nobody in the process catches.
 *
 * @example registerInstrumentations({ instrumentations: [new HttpSecurityInstrumentation()] })
 * @stable
 */
export class HttpSecurityInstrumentation extends SecurityInstrumentation {
  declare private _forgetCrashes: (() => void) | undefined;

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
      this._forgetCrashes = watchCrashes((error, origin) => crashReport(this.settings)(error, origin));
    }
    super.enable();
  }

  override disable(): void {
    super.disable();
    this._forgetCrashes?.();
  }

  private _owner(): PatchOwner {
    return { isEnabled: () => this.isEnabled(), settings: () => this.settings };
  }
}
