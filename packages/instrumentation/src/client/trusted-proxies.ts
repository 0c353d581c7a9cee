import type { BlockList } from 'node:net';
import { builtInModule } from '../built-in-module.js';
import { InstrumentationOptionsError } from '../instrumentation-options-error.js';
import { ipText } from './ip-text.js';

/** Its `BlockList` is loaded where there are ranges. */
const net = builtInModule<typeof import('node:net')>('node:net');

/** Names for what machines and networks use among themselves: RFC 1122, 3927, 1918, 4193 and 4291. */
const NAMED_RANGES: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};
const MAX_RANGES = 1_024;

/** Whether a peer's word about the client is believed. */
export type IsTrustedProxy = (address: string) => boolean;

/**
 * Compiles a list of addresses, CIDR ranges and the names `loopback`, `linklocal`, `uniquelocal`.
 *
 * @throws InstrumentationOptionsError `ERR_TRUSTED_PROXIES` for anything else in the list
 * @example trustedProxies(['loopback', '10.4.0.0/16'])('10.4.7.1') // true
 */
export function trustedProxies(list: readonly string[]): IsTrustedProxy {
  if (!Array.isArray(list) || list.length > MAX_RANGES) throw refuse(`must be a list of at most ${MAX_RANGES} texts`);
  if (list.length === 0) return () => false;
  const trusted = new net.BlockList();
  for (const range of list.flatMap((entry) => NAMED_RANGES[entry] ?? [entry])) add(trusted, range);
  return (address) => trusted.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * Whether a text can stand in the list of trusted proxies.
 *
 * @experimental
 */
export function isTrustedProxyRange(text: unknown): boolean {
  try {
    add(new net.BlockList(), typeof text === 'string' ? (NAMED_RANGES[text]?.[0] ?? text) : text);
    return true;
  } catch (error) {
    if (error instanceof InstrumentationOptionsError) return false;
    throw error;
  }
}

function add(trusted: BlockList, range: unknown): void {
  const [text, prefix, ...rest] = typeof range === 'string' ? range.split('/') : [];
  const address = ipText(text);
  if (address === undefined || address !== text?.toLowerCase() || rest.length > 0) {
    throw refuse(`holds "${String(range)}"; write an address, a range such as 10.0.0.0/8, or ${names()}`);
  }
  const family = net.isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (prefix === undefined) {
    trusted.addAddress(address, family);
    return;
  }
  const bits = Number(prefix);
  const longest = family === 'ipv6' ? 128 : 32;
  if (!/^\d{1,3}$/.test(prefix) || bits > longest) throw refuse(`holds "${range}"; its prefix is 0 to ${longest}`);
  if (bits === 0) throw refuse(`holds "${range}", which would let everybody choose a client address`);
  trusted.addSubnet(address, bits, family);
}

function names(): string {
  return Object.keys(NAMED_RANGES).join(', ');
}

function refuse(what: string): InstrumentationOptionsError {
  return new InstrumentationOptionsError('ERR_TRUSTED_PROXIES', `trustedProxies ${what}.`);
}
