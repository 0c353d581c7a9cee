import { ConfigurationError } from './configuration-error.js';
import { type Environment, readText, type VariableName } from './environment.js';
import type { WitnessOptions } from './otelseal-options.js';

/** A witness of which all three parts are known. */
export interface WitnessSettings {
  readonly url: string;
  readonly tokenFile: string;
  readonly vkey: string;
  readonly intervalMs: number | undefined;
}

/**
 * The witness that options and variables name, or none.
 *
 * @throws ConfigurationError when one of the parts that belong together is missing
 */
export function witnessSettings(
  options: WitnessOptions | undefined,
  environment: Environment,
): WitnessSettings | undefined {
  const part = (name: 'url' | 'tokenFile' | 'vkey'): string | undefined =>
    options?.[name] ?? readText(environment, VARIABLES[name]);
  const [url, tokenFile, vkey] = [part('url'), part('tokenFile'), part('vkey')];
  if (url === undefined && options === undefined) return undefined; // a token alone is for those who verify
  return {
    url: needed('witness.url', url),
    tokenFile: needed('witness.tokenFile', tokenFile),
    vkey: needed('witness.vkey', vkey),
    intervalMs: options?.intervalMillis,
  };
}

const VARIABLES: Readonly<Record<'url' | 'tokenFile' | 'vkey', VariableName>> = {
  url: 'OTELSEAL_WITNESS_URL',
  tokenFile: 'OTELSEAL_WITNESS_TOKEN_FILE',
  vkey: 'OTELSEAL_WITNESS_VKEY',
};

function needed(setting: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new ConfigurationError('ERR_OPTION_INVALID', setting, 'is missing; url, tokenFile and vkey belong together.');
}
