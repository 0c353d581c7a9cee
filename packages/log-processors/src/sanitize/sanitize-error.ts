/** Why a configuration of the sanitizer was refused. @experimental */
export type SanitizeErrorCode = 'ERR_SANITIZE_OPTION' | 'ERR_SANITIZE_RULE' | 'ERR_SANITIZE_KEY';

/**
 * The sanitizer's configuration is wrong. Thrown at start only: a running sanitizer never throws.
 * @stable
 */
export class SanitizeError extends Error {
  readonly code: SanitizeErrorCode;

  constructor(code: SanitizeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SanitizeError';
    this.code = code;
  }
}
