/** Which header the trusted proxies write. @stable */
export type ForwardedHeader = 'x-forwarded-for' | 'forwarded';

/** UTF-16 units of the header that are read, from its end: what is written there last is what our own proxies wrote. */
const MAX_LENGTH = 4_096;
/** Longest chain of proxies that is followed. */
const MAX_HOPS = 32;

/**
 * The hops that a header names, nearest first, at most 32. An entry that names no address (RFC 7239 allows `unknown` and
 * hidden names) is a text that is no address.
 *
 * Commas separate even inside quotes: no address holds one, and a quote that a client leaves open must not swallow what
 * a proxy appended to it.
 */
export function forwardedAddresses(header: ForwardedHeader, value: string): string[] {
  const end = value.length > MAX_LENGTH ? afterFirstComma(value.slice(-MAX_LENGTH)) : value;
  const hops = end.split(',').slice(-MAX_HOPS).reverse();
  return header === 'forwarded' ? hops.map(forParameter) : hops;
}

/** The first entry was cut and says nothing. */
function afterFirstComma(text: string): string {
  const comma = text.indexOf(',');
  return comma < 0 ? '' : text.slice(comma + 1);
}

/** `for=192.0.2.60;proto=http` and `for="[2001:db8::17]:4711"`, RFC 7239, section 4 */
function forParameter(element: string): string {
  for (const pair of element.split(';')) {
    const [name = '', value = ''] = pair.split('=', 2);
    if (name.trim().toLowerCase() === 'for') return value.trim().replace(/^"(.*)"$/, '$1');
  }
  return '';
}
