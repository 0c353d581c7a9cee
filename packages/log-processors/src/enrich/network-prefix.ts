import { isIPv4, isIPv6 } from 'node:net';

/** The two sizes of network a client is counted by, as canonical text. */
export interface NetworkPrefixes {
  /** One customer: the /32 of an IPv4 address, the /64 of an IPv6 address. */
  readonly narrow: string;
  /** One neighbourhood: the /24 of an IPv4 address, the /48 of an IPv6 address. */
  readonly wide: string;
}

/** Longer text is no address: 45 characters, a zone of 15, brackets and a port fit. */
const MAX_ADDRESS_LENGTH = 72;
const WITH_PORT = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d{1,5})?$/;

/**
 * The networks an address belongs to, or `undefined` for a host name, a socket path or anything else that is no IP address.
 *
 * Proxies write `1.2.3.4:5678` and `[2001:db8::1]:443`; both are understood, as are zones (`fe80::1%eth0`).
 * IPv4 inside IPv6 (`::ffff:a.b.c.d`, and NAT64's `64:ff9b::/96`) counts as the IPv4 address, else one gateway would look like one client.
 */
export function networkPrefixes(address: string): NetworkPrefixes | undefined {
  if (address.length === 0 || address.length > MAX_ADDRESS_LENGTH) return undefined;
  const match = WITH_PORT.exec(address);
  const bare = match === null ? address : (match[1] ?? match[2] ?? '');
  if (isIPv4(bare)) return ofIPv4(bare);
  if (!isIPv6(bare)) return undefined;
  const groups = groupsOf(bare);
  const embedded = embeddedIPv4(groups);
  return embedded === undefined ? ofIPv6(groups) : ofIPv4(embedded);
}

function ofIPv4(address: string): NetworkPrefixes {
  return { narrow: `4/32 ${address}`, wide: `4/24 ${address.slice(0, address.lastIndexOf('.'))}` };
}

function ofIPv6(groups: readonly number[]): NetworkPrefixes {
  const hex = groups.map((group) => group.toString(16));
  return { narrow: `6/64 ${hex.slice(0, 4).join(':')}`, wide: `6/48 ${hex.slice(0, 3).join(':')}` };
}

/** The eight 16-bit groups of an address that `isIPv6` accepted. */
function groupsOf(address: string): number[] {
  const [text = ''] = address.split('%', 1);
  const [before = '', after] = text.split('::');
  const head = parseGroups(before);
  const tail = after === undefined ? [] : parseGroups(after);
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function parseGroups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [Number.parseInt(part, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

function embeddedIPv4(groups: readonly number[]): string | undefined {
  const [g0, g1, g2, g3, g4, g5, g6 = 0, g7 = 0] = groups;
  const mapped = g0 === 0 && g1 === 0 && g2 === 0 && g3 === 0 && g4 === 0 && g5 === 0xffff;
  const nat64 = g0 === 0x64 && g1 === 0xff9b && g2 === 0 && g3 === 0 && g4 === 0 && g5 === 0;
  return mapped || nat64 ? `${g6 >> 8}.${g6 & 255}.${g7 >> 8}.${g7 & 255}` : undefined;
}
