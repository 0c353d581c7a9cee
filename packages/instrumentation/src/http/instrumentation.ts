import http from 'node:http';
import https from 'node:https';
import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { observeRequest } from '../request/observe-request.js';
import type { RawRequest, RawResponse } from '../request/raw-request.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';

type Emit = (this: object, event: string | symbol, ...args: unknown[]) => boolean;
type Http2 = typeof import('node:http2');

/**
 * Servers of `node:http`, `node:https` and the compatibility API of `node:http2`: every request has a security context,
 * and a 401, 403 or 429 is an event even where no framework is used.
 *
 * @example registerInstrumentations({ instrumentations: [new HttpSecurityInstrumentation()] })
 * @stable
 */
export class HttpSecurityInstrumentation extends SecurityInstrumentation {
  declare private _patchedEmits: Map<object, { readonly own: Emit | undefined; readonly patched: Emit }>;

  constructor(config: SecurityInstrumentationConfig = {}) {
    super('http', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition[] {
    this._patchedEmits = new Map();
    return [
      new InstrumentationNodeModuleDefinition('http2', ['*'], (http2: Http2) => {
        // Its classes are not exported; a server that listens to nothing shows them.
        this._patchEmit(Object.getPrototypeOf(http2.createServer()));
        this._patchEmit(Object.getPrototypeOf(http2.createSecureServer()));
        return http2;
      }),
    ];
  }

  override enable(): void {
    if (!this.isEnabled()) {
      // The same classes whichever way and whenever the application loads these modules, so that no hook is needed.
      this._patchEmit(http.Server.prototype);
      this._patchEmit(https.Server.prototype);
    }
    super.enable();
  }

  override disable(): void {
    super.disable();
    for (const [server, { own, patched }] of this._patchedEmits) {
      const emitter = server as { emit?: unknown };
      if (emitter.emit !== patched) continue; // wrapped by somebody else since: it passes through when not enabled
      if (own === undefined) delete emitter.emit;
      else emitter.emit = own;
    }
    this._patchedEmits.clear();
  }

  private _patchEmit(server: object): void {
    if (this._patchedEmits.has(server)) return;
    const own = Object.hasOwn(server, 'emit') ? ((server as { emit: Emit }).emit as Emit) : undefined;
    const original = (server as { emit: Emit }).emit;
    const instrumentation = this;
    const patched: Emit = function emit(event, ...args) {
      if (event !== 'request' || !instrumentation.isEnabled()) return Reflect.apply(original, this, [event, ...args]);
      const [request, response] = args as [RawRequest, RawResponse];
      return observeRequest(request, response, instrumentation.settings, () =>
        Reflect.apply(original, this, [event, ...args]),
      );
    };
    Object.defineProperty(server, 'emit', { value: patched, writable: true, configurable: true });
    this._patchedEmits.set(server, { own, patched });
  }
}
