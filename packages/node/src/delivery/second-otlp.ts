import { ConfigurationError } from '../configuration/configuration-error.js';
import { type Environment, readInteger, readText, type VariableName } from '../configuration/environment.js';
import type { OtlpOptions } from '../configuration/otelseal-options.js';

/** A second receiver needs an address; nothing of it comes from the first one's settings. */
export type SecondOtlp = OtlpOptions & { readonly url: string };

/**
 * The second receiver that options or variables name, part by part; options win.
 *
 * @throws ConfigurationError for one without an address, and for headers that are none
 */
export function secondOtlp(options: OtlpOptions | undefined, environment: Environment): SecondOtlp | undefined {
  const text = (part: string): string | undefined =>
    readText(environment, `OTELSEAL_SECOND_OTLP_${part}` as VariableName);
  const given = {
    url: options?.url ?? text('ENDPOINT'),
    headers: options?.headers ?? headersOf(text('HEADERS')),
    protocol: options?.protocol ?? text('PROTOCOL'),
    timeoutMillis: options?.timeoutMillis ?? readInteger(environment, 'OTELSEAL_SECOND_OTLP_TIMEOUT'),
    compression: options?.compression ?? text('COMPRESSION'),
    certificateFile: options?.certificateFile ?? text('CERTIFICATE'),
    clientCertificateFile: options?.clientCertificateFile ?? text('CLIENT_CERTIFICATE'),
    clientKeyFile: options?.clientKeyFile ?? text('CLIENT_KEY'),
  };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (options === undefined && Object.keys(present).length === 0) return undefined;
  if (given.url !== undefined) return { ...present, url: given.url };
  const reason = 'must be given: a second receiver has an address of its own (or OTELSEAL_SECOND_OTLP_ENDPOINT).';
  throw new ConfigurationError('ERR_OPTION_INVALID', 'secondOtlp.url', reason);
}

const PAIR = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,128})\s*=\s*([^\p{Cc}]*)$/u;

/** `name=text,name=text`, texts percent-encoded: as OpenTelemetry writes headers in variables. */
function headersOf(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined) return undefined;
  try {
    const pairs = text.split(',').map((pair) => {
      const [, name, value] = PAIR.exec(pair) as RegExpExecArray;
      return [String(name), decodeURIComponent(String(value).trim())];
    });
    return Object.fromEntries(pairs);
  } catch {
    const reason = 'must be name=text,name=text with percent-encoded texts.';
    throw new ConfigurationError('ERR_OPTION_INVALID', 'OTELSEAL_SECOND_OTLP_HEADERS', reason);
  }
}
