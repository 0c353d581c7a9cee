import { isIP } from 'node:net';

/**
 * Whether the Host header means this machine: an address, or `localhost`. A web page can have a name of its own resolve to 127.0.0.1 and
 * then speak to what listens there without tokens (DNS rebinding); its requests bear that name.
 */
export function isOwnHost(host: string | undefined): boolean {
  const name = (host ?? '').replace(/:\d{0,5}$/, '').toLowerCase();
  const literal = name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
  return isIP(literal) !== 0 || name === 'localhost' || name.endsWith('.localhost');
}
