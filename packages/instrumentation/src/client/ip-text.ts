import { builtInModule } from '../built-in-module.js';

const { isIP, isIPv6 } = builtInModule<typeof import('node:net')>('node:net');

/** No address with a port and a zone is longer. */
const MAX_LENGTH = 128;
const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/;
const BRACKETED = /^\[([0-9a-f:.%\w-]+)\](?::\d{1,5})?$/i;
const FOUR_AND_PORT = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/;

/**
 * One address as everybody writes it: without port, brackets and zone, in lower case, an IPv4 address in IPv6 clothes as
 * IPv4. `undefined` for everything that is no address, such as `unknown` or the hidden names of RFC 7239.
 *
 * @example ipText('[2001:DB8::7]:4711') // '2001:db8::7'
 */
export function ipText(text: string | undefined): string | undefined {
  if (text === undefined || text.length > MAX_LENGTH) return undefined;
  const trimmed = text.trim();
  const bare = BRACKETED.exec(trimmed)?.[1] ?? FOUR_AND_PORT.exec(trimmed)?.[1] ?? trimmed;
  const address = (bare.split('%', 1)[0] as string).toLowerCase();
  if (isIP(address) === 0) return undefined;
  return isIPv6(address) ? (MAPPED.exec(address)?.[1] ?? address) : address;
}
