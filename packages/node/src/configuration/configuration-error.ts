/**
 * Why Otelseal refused to start.
 *
 * | code | meaning |
 * |---|---|
 * | `ERR_OPTION_UNKNOWN` | an option name does not exist; the message names the nearest one that does |
 * | `ERR_OPTION_INVALID` | an option or variable has a value that is not allowed; the message names what is |
 * | `ERR_OPTION_CONFLICT` | two settings exclude each other |
 * | `ERR_VARIABLE_UNKNOWN` | a variable is one typing error away from one of ours |
 * | `ERR_CONFIG_FILE` | the file that `OTEL_CONFIG_FILE` names cannot be read, or its block for Otelseal is none |
 * | `ERR_SECRET_FILE` | a file with a secret or with suppressions cannot be read or used; `cause` says why |
 * | `ERR_SPOOL` | the directory of the spool cannot be used; `cause` says why |
 * | `ERR_SIGNING_KEY` | the signing key cannot be read or used; `cause` says why |
 * | `ERR_TRUST_FILE` | the trust file cannot be read or is not a trust file |
 *
 * @stable
 */
export type ConfigurationErrorCode =
  | 'ERR_OPTION_UNKNOWN'
  | 'ERR_OPTION_INVALID'
  | 'ERR_OPTION_CONFLICT'
  | 'ERR_VARIABLE_UNKNOWN'
  | 'ERR_CONFIG_FILE'
  | 'ERR_SECRET_FILE'
  | 'ERR_SPOOL'
  | 'ERR_SIGNING_KEY'
  | 'ERR_TRUST_FILE';

/**
 * Otelseal was configured in a way it cannot work with. Thrown only while constructing, never later, and never quoting a secret.
 *
 * @stable
 * @example
 * try { createOtelseal(options); }
 * catch (error) { if (error instanceof ConfigurationError) console.error(error.setting, error.message); }
 */
export class ConfigurationError extends Error {
  /** What kind of mistake it is. */
  readonly code: ConfigurationErrorCode;
  /**
   * What to change: the option (`otlp.protocol`), the variable (`OTELSEAL_SPOOL_DIR`), or the place in OpenTelemetry's configuration
   * file (`distribution.otelseal.otlp.protocol`).
   */
  readonly setting: string;

  constructor(code: ConfigurationErrorCode, setting: string, message: string, options?: ErrorOptions) {
    super(`${setting}: ${message}`, options);
    this.name = 'ConfigurationError';
    this.code = code;
    this.setting = setting;
  }
}
