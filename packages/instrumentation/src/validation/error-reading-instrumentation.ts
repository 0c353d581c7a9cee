import { InstrumentationBase } from '@opentelemetry/instrumentation';
import { PACKAGE_VERSION } from '../package-version.js';
import { addErrorReader, removeErrorReader } from '../request/error-readers.js';
import type { ValidationFinding } from '../request/request-finding.js';
import type { SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { readWithCauses } from './report-validation.js';

/** A library of which nothing is patched: its errors are recognised where they surface in a web framework. @experimental */
export abstract class ErrorReadingInstrumentation extends InstrumentationBase<SecurityInstrumentationConfig> {
  declare private _library: string | undefined;

  constructor(library: string, config: SecurityInstrumentationConfig) {
    super(`@otelseal/instrumentation/${library}`, PACKAGE_VERSION, { ...config, enabled: false });
    this._library = library;
    if (config.enabled !== false) this.enable();
  }

  /** What an error of the library says; undefined for any other. */
  protected abstract read(error: unknown): ValidationFinding | undefined;

  protected override init(): undefined {
    return undefined;
  }

  override enable(): void {
    super.enable();
    if (this._library !== undefined)
      addErrorReader(this._library, (error) => readWithCauses(error, (one) => this.read(one)));
  }

  override disable(): void {
    super.disable();
    if (this._library !== undefined) removeErrorReader(this._library);
  }
}
