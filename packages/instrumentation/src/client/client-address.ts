import { type ForwardedHeader, forwardedAddresses } from './forwarded-addresses.js';
import { ipText } from './ip-text.js';
import type { IsTrustedProxy } from './trusted-proxies.js';

/**
 * Where a request came from: the peer of the connection or, if that is a trusted proxy, whom it names; and so on through
 * all trusted ones. Who is not trusted has no say, so that nobody chooses the address he is recorded under. An entry that
 * is no address ends the search at the proxy that wrote it.
 */
export function clientAddress(
  peer: string | undefined,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  header: ForwardedHeader,
  isTrusted: IsTrustedProxy,
): string | undefined {
  let known = ipText(peer);
  if (known === undefined || !isTrusted(known)) return known;
  const value = headers[header];
  if (value === undefined) return known;
  for (const hop of forwardedAddresses(header, typeof value === 'string' ? value : value.join(','))) {
    const address = ipText(hop);
    if (address === undefined) return known;
    known = address;
    if (!isTrusted(address)) return known;
  }
  return known;
}
