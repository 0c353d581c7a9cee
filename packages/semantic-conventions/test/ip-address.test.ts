import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIpAddress } from '../src/ip-address.js';

describe('an IP address', () => {
  it('is what Node takes for one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        expect(isIpAddress(text)).toBe(isIP(text) !== 0);
      }),
    );
  });

  it.each([
    '1.2.3.4',
    '::',
    '::1',
    '1::',
    '2001:db8::8:800:200c:417a',
    '::ffff:192.0.2.1',
    '64:ff9b::192.0.2.33',
    '1:2:3:4:5:6:7::',
    '1:2:3:4:5:6:1.2.3.4',
    '',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'g::',
    '1:2:3:4:5:6:7:8::',
    '1:2:3:4:5:6:7:1.2.3.4',
    '::1.2.3',
    'localhost',
    '1.2.3.4:80',
    '[::1]',
    ' ::1',
    '::1\n',
  ])('%j: the verdict is that of Node', (text) => {
    expect(isIpAddress(text)).toBe(isIP(text) !== 0);
  });

  it('is decided at once for a very long text', () => {
    expect(isIpAddress('1'.repeat(1_000_000))).toBe(false);
  });
});
