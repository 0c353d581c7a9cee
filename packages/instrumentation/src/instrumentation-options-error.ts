/** What can be wrong with the options of this package. @stable */
export type InstrumentationOptionsErrorCode =
  | 'ERR_UNKNOWN_INSTRUMENTATION'
  | 'ERR_TRUSTED_PROXIES'
  | 'ERR_REQUEST_OPTION';

/** An option cannot be used. Thrown where the options are given, never later. @stable */
export class InstrumentationOptionsError extends Error {
  readonly code: InstrumentationOptionsErrorCode;

  constructor(code: InstrumentationOptionsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InstrumentationOptionsError';
    this.code = code;
  }
}
