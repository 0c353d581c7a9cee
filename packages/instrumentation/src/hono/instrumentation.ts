import { InstrumentationNodeModuleDefinition, InstrumentationNodeModuleFile } from '@opentelemetry/instrumentation';
import { unharmed } from '../report-once.js';
import { addErrorReader, removeErrorReader } from '../request/error-readers.js';
import type { RequestSettings } from '../request/request-options.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import type { HonoClass, HonoCsrf, HonoValidator } from './hono-internals.js';
import { observeApplication } from './observe-application.js';
import { observingCsrf } from './observe-csrf.js';
import { observingValidator } from './observe-validator.js';
import { readUnreadableBody } from './unreadable-bodies.js';

interface HonoModule {
  readonly Hono: HonoClass;
}

/** On a class of ours, which both module formats and all presets may meet again. */
const OBSERVED: unique symbol = Symbol.for('otelseal.hono-observed.1') as never;

const VERSIONS = ['>=4.8.0 <5'];
/** Files of Hono's subpaths, which it has for both module formats. */
const PRESETS = ['preset/quick.js', 'preset/tiny.js']; // the other sets of routers that Hono exports
const VALIDATOR = 'validator/index.js';
const CSRF = 'middleware/csrf/index.js';

/**
 * Hono 4 behind `@hono/node-server`: one event for each request that is refused or fails unexpectedly, with the route's
 * template, however it came about: `c.json(…, 403)`, `HTTPException`, `app.onError`.
 *
 * @example registerInstrumentations({ instrumentations: [new HonoSecurityInstrumentation()] })
 * @stable
 */
export class HonoSecurityInstrumentation extends SecurityInstrumentation {
  constructor(config: SecurityInstrumentationConfig = {}) {
    super('hono', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition[] {
    const settings = (): RequestSettings | undefined => (this.isEnabled() ? this.settings : undefined);
    const patch = (hono: HonoModule) => withExport(hono, 'Hono', observedClass(hono.Hono, settings));
    const files = [
      ...PRESETS.flatMap((path) => this._inBothFormats(path, patch)),
      ...this._inBothFormats(VALIDATOR, (module: { readonly validator: HonoValidator }) =>
        withExport(module, 'validator', observingValidator(module.validator)),
      ),
      ...this._inBothFormats(CSRF, (module: { readonly csrf: HonoCsrf }) =>
        withExport(module, 'csrf', observingCsrf(module.csrf)),
      ),
    ];
    return [new InstrumentationNodeModuleDefinition('hono', VERSIONS, this.patching(patch), undefined, files)];
  }

  override enable(): void {
    super.enable();
    addErrorReader('hono', readUnreadableBody);
  }

  override disable(): void {
    super.disable();
    removeErrorReader('hono');
  }

  private _inBothFormats<Exports>(path: string, patch: (exports: Exports) => Exports): InstrumentationNodeModuleFile[] {
    const patching = this.patching(patch);
    return ['hono/dist/cjs', 'hono/dist'].map(
      (folder) =>
        new InstrumentationNodeModuleFile(
          `${folder}/${path}`,
          VERSIONS,
          (exports) => patching(exports as Exports),
          () => {},
        ),
    );
  }
}

/** What can be assigned to is (a namespace of ES modules through its hook, too); exports that are getters, in CommonJS of Hono before 4.13, are copied. */
function withExport<Exports extends object, Name extends keyof Exports>(
  exports: Exports,
  name: Name,
  value: Exports[Name],
): Exports {
  if (Object.getOwnPropertyDescriptor(exports, name)?.writable === true) {
    exports[name] = value;
    return exports;
  }
  return Object.create(Object.getPrototypeOf(exports), {
    ...Object.getOwnPropertyDescriptors(exports),
    [name]: { value, enumerable: true, configurable: true, writable: true },
  });
}

/** A subclass, so that what the application derives from it, and asks with `instanceof`, stays true. */
function observedClass(Hono: HonoClass, settings: () => RequestSettings | undefined): HonoClass {
  if (Object.hasOwn(Hono, OBSERVED)) return Hono;
  const Observed = class extends Hono {
    constructor(...options: unknown[]) {
      super(...options);
      unharmed('ERR_LIBRARY_NOT_OBSERVED', 'an application of Hono could not be observed', () =>
        observeApplication(this, settings),
      );
    }
  };
  Object.defineProperty(Observed, 'name', { value: Hono.name });
  Object.defineProperty(Observed, OBSERVED, { value: true });
  return Observed;
}
