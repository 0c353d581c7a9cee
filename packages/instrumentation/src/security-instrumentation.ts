import { InstrumentationBase, type InstrumentationConfig } from '@opentelemetry/instrumentation';
import { PACKAGE_VERSION } from './package-version.js';
import { type RequestOptions, type RequestSettings, requestSettings } from './request/request-options.js';

/** What every instrumentation of this package takes. @stable */
export type SecurityInstrumentationConfig = InstrumentationConfig & Partial<RequestOptions>;

/**
 * What the instrumentations of this package have in common: their name, and options that are checked where they are given.
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
}
