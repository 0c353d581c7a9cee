import { lookup as dnsLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { DetectionOptionsError } from '../detection-options-error.js';

/**
 * Where a sink may send to.
 *
 * @experimental
 */
export interface AddressRules {
  /** From your configuration, never from a record. `https`, or `http` to this machine. No user name, no password. */
  readonly url: string;
  /** Whether the address may be in a private, link-local or otherwise special network. Default false. */
  readonly allowPrivateNetwork?: boolean | undefined;
}

/** An address that was refused when its name was resolved. */
export class RefusedAddress extends Error {
  readonly code = 'ERR_ADDRESS_REFUSED';
  override readonly name = 'RefusedAddress';
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** IANA's special-purpose registries: private, shared, link-local with the metadata services of clouds, documentation, multicast. */
const SPECIAL = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  SPECIAL.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32], // Teredo and 6to4 hold an IPv4 address, which may be a private one
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  SPECIAL.addSubnet(network, bits, 'ipv6');

/**
 * @throws DetectionOptionsError when the address may not be sent to; its text is never quoted, because it may hold a secret
 */
export function guardedUrl({ url, allowPrivateNetwork = false }: AddressRules, option: string): URL {
  const refuse = (what: string) => new DetectionOptionsError(`\`${option}\` ${what}`);
  if (typeof url !== 'string' || !URL.canParse(url)) throw refuse('must be an https address.');
  const parsed = new URL(url);
  const { protocol, username, password } = parsed;
  const host = bareHost(parsed);
  if (username !== '' || password !== '') throw refuse('must not hold a user name or password; use a header.');
  const isLocal = host === 'localhost' || isLoopback(host);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLocal))
    throw refuse('must be https, or http to this machine.');
  if (isIP(host) !== 0 && !isLocal && !allowPrivateNetwork && isSpecial(host)) {
    throw refuse('is in a private or special network; set `allowPrivateNetwork` if that is meant.');
  }
  return parsed;
}

/** Resolves names for a request and refuses what a name must not resolve to: whoever answers for the name may be somebody else today. */
export function guardedLookup(url: URL, allowPrivateNetwork: boolean): LookupFunction {
  const isLocal = bareHost(url) === 'localhost';
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const refused = addresses.find(({ address }) =>
        isLocal ? !isLoopback(address) : !allowPrivateNetwork && (isLoopback(address) || isSpecial(address)),
      );
      const [first] = addresses;
      if (refused !== undefined || first === undefined) {
        return callback(new RefusedAddress('The name of a sink resolves to a private or special network.'), []);
      }
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

function bareHost({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

function isLoopback(address: string): boolean {
  return inList(LOOPBACK, address);
}

function isSpecial(address: string): boolean {
  return inList(SPECIAL, address);
}

/** IPv4 inside IPv6 is checked as IPv4 by `BlockList` itself. */
function inList(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
}
