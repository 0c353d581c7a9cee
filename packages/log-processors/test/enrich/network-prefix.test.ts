import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkPrefixes } from '../../src/enrich/network-prefix.js';

describe('the networks of an address', () => {
  it.each([
    ['203.0.113.9', '4/32 203.0.113.9', '4/24 203.0.113'],
    ['203.0.113.9:51234', '4/32 203.0.113.9', '4/24 203.0.113'],
    ['::ffff:203.0.113.9', '4/32 203.0.113.9', '4/24 203.0.113'],
    ['::ffff:cb00:7109', '4/32 203.0.113.9', '4/24 203.0.113'],
    ['64:ff9b::203.0.113.9', '4/32 203.0.113.9', '4/24 203.0.113'],
    ['2001:db8:1:2:3:4:5:6', '6/64 2001:db8:1:2', '6/48 2001:db8:1'],
    ['2001:0DB8:0001:0002::6', '6/64 2001:db8:1:2', '6/48 2001:db8:1'],
    ['[2001:db8:1:2::1]:443', '6/64 2001:db8:1:2', '6/48 2001:db8:1'],
    ['fe80::1%eth0', '6/64 fe80:0:0:0', '6/48 fe80:0:0'],
    ['::1', '6/64 0:0:0:0', '6/48 0:0:0'],
    ['2001:db8::', '6/64 2001:db8:0:0', '6/48 2001:db8:0'],
  ])('of %s are its narrow and its wide one', (address, narrow, wide) => {
    expect(networkPrefixes(address)).toEqual({ narrow, wide });
  });

  it.each([
    '',
    'unknown',
    'example.org',
    '/var/run/app.sock',
    '256.1.1.1',
    '1.2.3',
    '01.2.3.4',
    '1.2.3.4:x',
    '2001:db8:::1',
    '1'.repeat(100),
  ])('are none for %j', (text) => {
    expect(networkPrefixes(text)).toBeUndefined();
  });

  it('are the same for every spelling of one IPv6 address, and differ in the first 64 bits only', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(
        fc.array(group, { minLength: 8, maxLength: 8 }),
        fc.array(group, { minLength: 4, maxLength: 4 }),
        (groups, host) => {
          fc.pre(groups.slice(0, 4).some((value) => value !== 0) && groups[0] !== 0x64);
          const long = groups.map((value) => value.toString(16).padStart(4, '0')).join(':');
          const shouted = groups.map((value) => value.toString(16).toUpperCase()).join(':');
          const neighbour = [...groups.slice(0, 4), ...host].map((value) => value.toString(16)).join(':');
          expect(networkPrefixes(shouted)).toEqual(networkPrefixes(long));
          expect(networkPrefixes(neighbour)).toEqual(networkPrefixes(long));
          expect(networkPrefixes(long)?.wide).toBe(
            `6/48 ${groups
              .slice(0, 3)
              .map((value) => value.toString(16))
              .join(':')}`,
          );
        },
      ),
    );
  });

  it('are found or not, but never an exception, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.ipV4Extended()), (text) => {
        const found = networkPrefixes(text);
        if (found !== undefined)
          expect(found.narrow).toMatch(/^(?:4\/32 \d+(?:\.\d+){3}|6\/64 [\da-f]+(?::[\da-f]+){3})$/);
      }),
    );
  });
});
