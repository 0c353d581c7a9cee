import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress } from '../../src/client/client-address.js';
import type { ForwardedHeader } from '../../src/client/forwarded-addresses.js';
import { trustedProxies } from '../../src/client/trusted-proxies.js';

const isTrusted = trustedProxies(['loopback', '10.0.0.0/8', '2001:db8:ffff::/48']);
const behind = (peer: string, value?: string | string[], header: ForwardedHeader = 'x-forwarded-for') =>
  clientAddress(peer, { [header]: value }, header, isTrusted);

describe('the client behind proxies', () => {
  it.each<[string, string, string | undefined, string | undefined]>([
    ['is the peer where no proxy is trusted, whatever the header claims', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['is the peer without a header', '10.0.0.1', undefined, '10.0.0.1'],
    ['is whom a trusted proxy names', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    [
      'is the last untrusted hop; what it claims itself is ignored',
      '10.0.0.1',
      '1.1.1.1, 198.51.100.1, 10.0.0.2',
      '198.51.100.1',
    ],
    ['is the first hop where all are trusted', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['loses its port', '127.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['loses its brackets and zone', '::1', '[2001:DB8::7%eth0]:443', '2001:db8::7'],
    ['is IPv4 in IPv6 clothes as IPv4', '::ffff:10.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
    ['is behind a proxy on IPv6', '2001:db8:ffff::1', '2001:db8::7', '2001:db8::7'],
    ['is the proxy when it names garbage', '10.0.0.1', '198.51.100.1, <script>', '10.0.0.1'],
    ['is the proxy when it names nothing', '10.0.0.1', '198.51.100.1, ', '10.0.0.1'],
    ['is the proxy when it hides somebody', '10.0.0.1', '198.51.100.1, unknown', '10.0.0.1'],
    ['is not read past an address with leading zeros', '10.0.0.1', '010.000.000.001', '10.0.0.1'],
  ])('%s', (_what, peer, header, expected) => {
    expect(behind(peer, header)).toBe(expected);
  });

  it.each([
    ['for=192.0.2.60;proto=http;by=203.0.113.43', '192.0.2.60'],
    ['For="[2001:db8:cafe::17]:4711"', '2001:db8:cafe::17'],
    ['for=1.1.1.1, for=198.51.100.17', '198.51.100.17'],
    ['for="_hidden"', '10.0.0.1'],
    ['for="open quote, for=198.51.100.17', '198.51.100.17'],
    ['proto=https', '10.0.0.1'],
  ])('is found in Forwarded: %s', (value, expected) => {
    expect(behind('10.0.0.1', value, 'forwarded')).toBe(expected);
  });

  it('is read from repeated headers as if they were one', () => {
    expect(behind('10.0.0.1', ['1.1.1.1', '198.51.100.1, 10.0.0.2'])).toBe('198.51.100.1');
  });

  it('ignores the header that the proxies do not write', () => {
    expect(clientAddress('10.0.0.1', { forwarded: 'for=1.1.1.1' }, 'x-forwarded-for', isTrusted)).toBe('10.0.0.1');
  });

  it('is found at the end of a header of ten kilobytes, in a time that does not grow with it', () => {
    const spoofed = `${'1.1.1.1, '.repeat(1_200)}198.51.100.1`;
    expect(spoofed.length).toBeGreaterThan(10_000);
    expect(behind('10.0.0.1', spoofed)).toBe('198.51.100.1');
    const hops = `198.51.100.1, ${'10.0.0.2, '.repeat(2_000)}10.0.0.3`;
    expect(behind('10.0.0.1', hops)).toBe('10.0.0.2'); // the 32nd hop, beyond which nobody is asked
    expect(behind('10.0.0.1', 'x'.repeat(40_960))).toBe('10.0.0.1');
  });

  it('cannot be chosen by anybody who is not trusted', () => {
    fc.assert(
      fc.property(fc.string(), fc.ipV4(), (claimed, client) => {
        fc.pre(!isTrusted(client));
        expect(behind('10.0.0.1', `${claimed}, ${client}`)).toBe(client);
        expect(behind(client, claimed)).toBe(client);
      }),
    );
  });
});

describe('a list of trusted proxies', () => {
  it.each(['10.0.0.0/33', '10.0.0.0/', 'proxy.example', '0.0.0.0/0', '::/0', '', '10.0.0.0/8/8', '1.2.3.4:80'])(
    'refuses %j and says what to write',
    (range) => {
      expect(() => trustedProxies([range])).toThrow(expect.objectContaining({ code: 'ERR_TRUSTED_PROXIES' }));
    },
  );

  it('refuses more than 1,024 ranges', () => {
    expect(() => trustedProxies(Array.from({ length: 10_240 }, () => '10.0.0.1'))).toThrow(/1024/);
  });
});
