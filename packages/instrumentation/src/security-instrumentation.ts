import { InstrumentationBase, type InstrumentationConfig } from '@opentelemetry/instrumentation';
import { patched } from './library-patch.js';
import { PACKAGE_VERSION } from './package-version.js';
import { Patches } from './patches.js';
import { type RequestOptions, type RequestSettings, requestSettings } from './request/request-options.js';

/** What every instrumentation of this package takes. @stable */
export type SecurityInstrumentationConfig = InstrumentationConfig & Partial<RequestOptions>;

/**
 * What the instrumentations of this package have in common: their name, options that are checked where they are given,
 * and patches that are put back when the instrumentation is disabled.
 *
 * `init()`, `setConfig()` and `enable()` run inside of the constructor of OpenTelemetry's base class: what they need is
 * declared with `declare`, or it would be emptied again afterwards, and is not `#private`, which does not exist yet.
 *
 * @experimental
 */
export abstract class SecurityInstrumentation<
  Config extends SecurityInstrumentationConfig = SecurityInstrumentationConfig,
> extends InstrumentationBase<Config> {
  /** The checked options of requests. */
  declare protected settings: RequestSettings;
  declare private _patches: Patches | undefined;

  /** @throws InstrumentationOptionsError when an option cannot be used */
  constructor(library: string, config: Config) {
    requestSettings(config);
    super(`@otelseal/instrumentation/${library}`, PACKAGE_VERSION, config);
  }

  override setConfig(config: Config): void {
    const settings = requestSettings(config);
    super.setConfig(config);
    this.settings = settings;
  }

  override disable(): void {
    super.disable();
    this._patches?.restore();
  }

  /**
   * Makes the function for an `InstrumentationNodeModuleDefinition`: whatever the library has become, it is loaded, and
   * what could not be patched is reported. A `patch` that returns something replaces the module's exports by it.
   */
  protected patching<Exports>(
    patch: (moduleExports: Exports, patches: Patches, version: string | undefined) => Exports | undefined,
  ): (moduleExports: Exports, version?: string) => Exports {
    return (moduleExports, version) => {
      this._patches ??= new Patches();
      return patched(this.instrumentationName, patch, moduleExports, this._patches, version);
    };
  }
}
