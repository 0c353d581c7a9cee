import http from 'node:http';
import https from 'node:https';
import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import type { Patches } from '../patches.js';
import { observeRequest } from '../request/observe-request.js';
import type { RawRequest, RawResponse } from '../request/raw-request.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';

type Emit = (this: unknown, event: string | symbol, ...args: unknown[]) => boolean;
type Http2 = typeof import('node:http2');

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
    return [
      new InstrumentationNodeModuleDefinition(
        'http2',
        ['*'],
        this.patching((http2: Http2, patches) => {
          // Its classes are not exported; a server that listens to nothing shows them.
          this._patchServer(Object.getPrototypeOf(http2.createServer()), patches);
          this._patchServer(Object.getPrototypeOf(http2.createSecureServer()), patches);
        }),
      ),
    ];
  }

  override enable(): void {
    if (!this.isEnabled()) {
      // The same classes whichever way and whenever the application loads these modules, so that no hook is needed.
      this.patching((_, patches) => {
        this._patchServer(http.Server.prototype, patches);
        this._patchServer(https.Server.prototype, patches);
      })(undefined);
    }
    super.enable();
  }

  private _patchServer(server: object, patches: Patches): void {
    const instrumentation = this;
    patches.wrap<Emit>(
      server,
      'emit',
      (original) =>
        function emit(event, ...args) {
          if (event !== 'request' || !instrumentation.isEnabled()) {
            return Reflect.apply(original, this, [event, ...args]);
          }
          const [request, response] = args as [RawRequest, RawResponse];
          return observeRequest(request, response, instrumentation.settings, () =>
            Reflect.apply(original, this, [event, ...args]),
          );
        },
    );
  }
}
