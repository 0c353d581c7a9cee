/**
 * Why a Sigma source was refused.
 *
 * @experimental
 */
export type SigmaErrorCode =
  /** It is not Sigma: wrong YAML, unknown members, values of the wrong type. */
  | 'ERR_SIGMA_SYNTAX'
  /** It is Sigma, but not in the part of it that every back end here can do. */
  | 'ERR_SIGMA_UNSUPPORTED'
  /** It names a rule or a field that there is not. */
  | 'ERR_SIGMA_REFERENCE';

/**
 * A Sigma source cannot be turned into rules. The message says where and what to do.
 *
 * @experimental
 */
export class SigmaError extends Error {
  readonly code: SigmaErrorCode;
  /** File and rule. */
  readonly place: string;

  constructor(code: SigmaErrorCode, place: string, message: string, options?: ErrorOptions) {
    super(`${place}: ${message}`, options);
    this.name = 'SigmaError';
    this.code = code;
    this.place = place;
  }
}
