import { usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';

const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/;

/**
 * The address of a witness: https, or http on this host; no credentials, which belong into a file.
 *
 * @returns with a `/` at its end, so that paths can be added
 * @throws {CliError} `ERR_USAGE`
 */
export function parseWitnessAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw usageError(`${quoted(text)} is not an http or https address.`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw usageError('The address of a witness has neither credentials nor a query; the token is in a file.');
  }
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw usageError(`${quoted(url.host)} is not on this host: its address must begin with https:.`);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
