import { ConfigurationError } from '../configuration/configuration-error.js';
import type { OtlpOptions } from '../configuration/otelseal-options.js';

/** A second receiver needs an address; nothing of it comes from the first one's settings. */
export type SecondOtlp = OtlpOptions & { readonly url: string };

/**
 * The second receiver that the settings name.
 *
 * @throws ConfigurationError for one without an address
 */
export function secondOtlp(options: OtlpOptions | undefined): SecondOtlp | undefined {
  if (options === undefined) return undefined;
  if (options.url !== undefined) return { ...options, url: options.url };
  const reason = 'must be given: a second receiver has an address of its own (or OTELSEAL_SECOND_OTLP_ENDPOINT).';
  throw new ConfigurationError('ERR_OPTION_INVALID', 'secondOtlp.url', reason);
}
