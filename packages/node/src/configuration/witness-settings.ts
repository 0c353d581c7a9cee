import { ConfigurationError } from './configuration-error.js';
import type { JoinedOptions } from './join-options.js';

/** A witness of which all three parts are known. */
export interface WitnessSettings {
  readonly url: string;
  readonly tokenFile: string;
  readonly vkey: string;
  readonly intervalMs: number | undefined;
}

/**
 * The witness that the settings name, or none.
 *
 * @throws ConfigurationError when one of the parts that belong together is missing
 */
export function witnessSettings({ options, givenGroups, sourceOf }: JoinedOptions): WitnessSettings | undefined {
  const { url, tokenFile, vkey, intervalMillis } = options.witness ?? {};
  const isMeant = givenGroups.has('witness') || PARTS.some((part) => sourceOf(part) === 'file');
  if (url === undefined && !isMeant) return undefined; // a variable with a token alone is for those who verify
  return {
    url: needed('witness.url', url),
    tokenFile: needed('witness.tokenFile', tokenFile),
    vkey: needed('witness.vkey', vkey),
    intervalMs: intervalMillis,
  };
}

const PARTS = ['witness.tokenFile', 'witness.vkey', 'witness.intervalMillis'] as const;

function needed(setting: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new ConfigurationError('ERR_OPTION_INVALID', setting, 'is missing; url, tokenFile and vkey belong together.');
}
