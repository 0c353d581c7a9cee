const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** The /64 of an IPv6 address is what one customer has. */
const GROUPS_OF_A_CUSTOMER = 4;

/** Whom an address of a socket is counted as: an IPv4 address alone, an IPv6 address with all that one customer has. */
export function clientNetwork(address: string): string {
  const bare = IPV4_IN_IPV6.exec(address)?.[1] ?? address;
  if (!bare.includes(':')) return bare;
  const [head = '', tail] = (bare.split('%', 1)[0] as string).split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) while (groups.length < GROUPS_OF_A_CUSTOMER) groups.push('0');
  return `${groups.slice(0, GROUPS_OF_A_CUSTOMER).join(':')}::/64`;
}
