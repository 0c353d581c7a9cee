const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const GROUP = /^[0-9a-f]{1,4}$/i;

/** Whether a text is an IPv4 or IPv6 address without zone or prefix. */
export function isIpAddress(text: string): boolean {
  return text.length <= 45 && (IPV4.test(text) || isIpv6(text));
}

function isIpv6(text: string): boolean {
  const lastColon = text.lastIndexOf(':');
  const tail = text.slice(lastColon + 1);
  if (lastColon >= 0 && tail.includes('.')) {
    return IPV4.test(tail) && isIpv6(`${text.slice(0, lastColon + 1)}0:0`);
  }
  const halves = text.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => GROUP.test(group))) return false;
  return halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length <= 7;
}
