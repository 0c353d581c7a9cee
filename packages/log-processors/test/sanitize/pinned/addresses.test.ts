import { describe, expect, it } from 'vitest';
import { ipv4Addresses, ipv6Addresses, isIpv6, truncateAddress } from '../../../src/sanitize/personal/ip-address.js';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a public IPv4 address', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'from ⟦203.0.113.9⟧',
      'x ⟦203.0.113.9⟧:8080',
      '⟦223.255.255.255⟧',
      ...['9.255.1.1', '11.0.1.1', '172.15.1.1', '172.32.1.1', '192.167.1.1', '192.169.1.1', '169.253.1.1'].map(
        (address) => `peer ⟦${address}⟧ x`,
      ),
      ...['169.255.1.1', '100.63.1.1', '100.128.1.1', '1.10.1.1', '126.1.1.1', '128.1.1.1', '192.0.1.1'].map(
        (address) => `peer ⟦${address}⟧ x`,
      ),
      '[gw]...⟦203.0.113.88⟧[peer]',
      'went to ⟦203.0.113.9⟧.',
      'x\\n⟦203.0.113.9⟧',
      'HIER_DIRECT/⟦93.184.216.34⟧',
      'ip-⟦203.0.113.9⟧',
      'host-⟦203.0.113.9⟧',
      'nginx: ⟦203.0.113.9⟧',
      ...['8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1', '9.9.9.9', '4.2.2.1'].map((address) => `x ⟦${address}⟧ y`),
      '⟦5.6.7.8⟧',
      'x ⟦5.6.7.8⟧:80 y',
      'x ⟦5.6.7.8⟧/24 y',
      'x ⟦5.6.7.8⟧ - - y',
      ...['ip', 'client=', 'addr: ', 'from', 'host "', 'peer', 'via', 'banned', 'nameserver', 'real-ip:'].map(
        (name) => `x ${name}${/[ ="]$|:$/.test(name) ? '' : ' '}⟦5.6.7.8⟧ y`,
      ),
    ])
      expectHidden(line, 'ip');
    // is none
    for (const line of [
      ...['10.1.2.3', '172.16.1.1', '172.31.1.1', '192.168.1.1', '169.254.1.1', '100.64.1.1', '100.127.1.1'].map(
        (address) => `peer ${address} x`,
      ),
      ...['0.1.2.3', '127.0.0.1', '224.0.1.1', '255.255.255.255', '192.0.0.1'].map((address) => `peer ${address} x`),
      ...['256.1.1.1', '203.0.113.256', '203.0.113', '203.0.113.9.1', '203.00.113.9', '03.10.113.9', '203.0.0.0'].map(
        (address) => `peer ${address} x`,
      ),
      'x 5.6.7.8 y',
      '203.0.113.9x',
      '203.0.113.9_1',
      'v203.0.113.9',
      'x~203.0.113.9',
      'app/203.0.113.9',
      ...['version', 'ver:', 'release ', 'build=', 'firmware', 'kernel', 'rfc', 'upgraded to', 'client version'].map(
        (name) => `x ${name} 203.0.113.9`,
      ),
      ...['jdk ', 'java-', 'chrome/', 'nginx ', 'postgres=', 'Windows ', 'node@v'].map(
        (name) => `x ${name}203.0.113.9`,
      ),
      'lib-203.0.113.9',
      ...['-beta', '-1.2', '-1x', '.jar', '.tgz', '.whl', '+b1'].map((end) => `x 203.0.113.9${end}`),
    ])
      expectHidden(line, 'none');
  });

  it.each([
    ['10.1.2.3', true],
    ['192.168.1.1', true],
    ['127.0.0.1', false],
    ['0.1.2.3', false],
    ['224.1.2.3', false],
    ['192.0.0.9', false],
  ])('%s counts with all of them: %s', (address, counts) => {
    expect(spansOf(ipv4Addresses('all'), `peer ${address} x`, 5, 8)).toEqual(
      counts ? [[5, 5 + address.length, 'ip']] : [],
    );
  });
});

type Spans = [start: number, end: number, kind: string][];
function spansOf(detector: ReturnType<typeof ipv4Addresses>, text: string, start: number, end: number): Spans {
  const spans: Spans = [];
  const found = { personal: (from: number, to: number, kind: string) => spans.push([from, to, kind]) };
  detector.at(text, start, end, found as unknown as Parameters<typeof detector.at>[3]);
  return spans;
}

describe('an IPv6 address', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'from ⟦2001:db8::1⟧ x',
      'from [⟦2a00:1450:4001:81b::200e⟧]:443',
      'from ⟦2001:db8:1:2:3:4:5:6⟧.',
      'IP ⟦3ffe:1::5⟧.443 > x',
      'x=⟦2001:db8::203.0.113.9⟧',
      '⟦2001:db8::⟧ x',
      '⟦2001:db8::⟧/32',
    ])
      expectHidden(line, 'ip');
    // is none
    for (const line of [
      'from fe80::1 x',
      'from ::1 x',
      'from 1001:db8::1 x',
      'from 4001:db8::1 x',
      'x2001:db8::1',
      '2001:db8::1x',
      '1:2001:db8:1:2:3:4:5:6',
      '2001:db8:1:2:3:4:5',
      '2001:db8:1:2:3:4:5:6:7',
      '2001:db8::1::2',
      '2001:12345::1',
    ])
      expectHidden(line, 'none');
  });

  it.each([
    ['::', false],
    ['::1', true],
    ['1::', true],
    ['1:2:3:4:5:6:7:8', true],
    ['1:2:3:4:5:6:7', false],
    ['1:2:3:4:5:6:7:8:9', false],
    ['1::3:4:5:6:7:8', true],
    ['1::2:3:4:5:6:7:8', false],
    ['1:2:3:4:5:6:1.2.3.4', true],
    ['1:2:3:4:5:6:7:1.2.3.4', false],
    ['::1.2.3.4', true],
    ['1.2.3.4::', false],
    ['::1.2.3.256', false],
    ['::g', false],
    ['::12345', false],
    ['1::2::3', false],
    ['::ABCD', true],
  ])('%s is one: %s', (text, expected) => expect(isIpv6(text)).toBe(expected));

  it.each([
    ['fe80::1', true],
    ['::1', false],
    ['::2', false],
    ['::12', true],
    ['2001:db8::1', true],
  ])('%s counts with all of them: %s', (address, counts) => {
    const colon = 2 + address.indexOf(':');
    expect(spansOf(ipv6Addresses('all'), `x ${address} y`, colon, colon + 1)).toEqual(
      counts ? [[2, 2 + address.length, 'ip']] : [],
    );
  });

  it.each([
    ['203.0.113.9', '203.0.113.0/24'],
    ['2001:db8:1:2::1', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['2001::1', '2001:0:0::/48'],
    ['::1', '0:0:0::/48'],
  ])('%s is shortened to %s', (address, shortened) => expect(truncateAddress(address)).toBe(shortened));
});
