import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('an IPv4 address', () => {
  it('goes where it is a public one', () => {
    for (const line of [
      'from ⟦203.0.113.9⟧ port 51234',
      'from 255.0.113.9',
      '⟦203.0.113.9⟧',
      'client=⟦203.0.113.9⟧, ok',
      'from ⟦1.0.113.9⟧',
      'from 249.0.113.9 x',
      'from ⟦199.255.249.250⟧ ok',
      '10.0.0.1[gw]...⟦203.0.113.88⟧[peer]',
      'from%20⟦203.0.113.9⟧',
      'seen ⟦203.0.113.9⟧.',
      'http://⟦203.0.113.9⟧:8080/x',
      'seen ⟦203.0.113.9⟧/24',
      '⟦172.15.0.9⟧ and ⟦172.32.0.9⟧',
      '⟦192.167.0.9⟧ and ⟦191.168.0.9⟧',
      '⟦169.253.0.9⟧ and ⟦168.254.0.9⟧',
      '⟦100.63.0.9⟧ and ⟦100.128.0.9⟧',
      '⟦11.0.0.9⟧ and ⟦223.1.1.9⟧',
      '⟦192.0.1.9⟧ and ⟦192.1.0.9⟧',
    ])
      expectHidden(line, 'ip');
  });

  it('stays where it is none or a private one', () => {
    for (const line of [
      'from 10.0.0.9 to 172.16.0.9 and 172.31.255.9',
      'from 192.168.1.9, 169.254.1.9, 100.64.0.9, 100.127.0.9',
      'from 0.0.0.9, 127.0.0.1, 224.0.0.9, 255.255.255.255',
      'from 192.0.0.9',
      'from 203.0.113',
      'from 203.0.113.256',
      'from 203.0.113.9.1',
      'from 203.00.113.09',
      'from 03.0.113.99',
      'from 203.0.113.9x',
      'from x203.0.113.9',
      'from _203.0.113.9',
      'from ~203.0.113.9',
      'from 203..113.9',
    ])
      expectHidden(line, 'named-secret');
  });

  it('stays where it is a release', () => {
    for (const line of [
      'chrome 203.0.113.9',
      'Chrome/203.0.113.9',
      'nginx/1.2.3.4',
      'java 11.22.33.44',
      'windows-11.22.33.44',
      'oracle_11.22.33.44',
      'kafka@11.22.33.44',
      '"node": v11.22.33.44',
      'postgres = 11.22.33.44',
      'v11.22.33.44',
      'version 11.22.33.44',
      'version: "11.22.33.44"',
      'versions=11.22.33.44',
      'release is 11.22.33.44',
      'released 11.22.33.44',
      'rev. number ⟦11.22.33.44⟧',
      'revision id 11.22.33.44',
      'build no 11.22.33.44',
      'build string 11.22.33.44',
      'firmware to 11.22.33.44',
      'upgrade to 11.22.33.44',
      'upgraded from v1.2.3 to 11.22.33.44',
      'upgrades from 11.22.33.44',
      'downgraded 11.22.33.44',
      'downgrade to v11.22.33.44',
      'patched 11.22.33.44',
      'tag 11.22.33.44',
      'client version 11.22.33.44',
      'section 11.22.33.44',
      'nist 11.22.33.44',
      'pkg-11.22.33.44',
      'lib/11.22.33.44',
      '11.22.33.44-beta',
      '11.22.33.44-1.x',
      '11.22.33.44.jar',
      '11.22.33.44.tgz',
      '11.22.33.44+build',
      '11.22.0.0',
      '5.6.7.8 is new',
    ])
      expectHidden(line, 'ip');
  });

  it('goes where an address is expected though it may be a release', () => {
    for (const line of [
      'ip=⟦5.6.7.8⟧',
      '"client": "⟦5.6.7.8⟧"',
      'from ⟦5.6.7.8⟧ x',
      '(peer [⟦5.6.7.8⟧])',
      'client-ip 5.6.7.8',
      'blocked ⟦5.6.7.8⟧',
      'nameserver ⟦5.6.7.8⟧',
      '⟦5.6.7.8⟧:443',
      '⟦5.6.7.8⟧/24 x',
      '⟦5.6.7.8⟧ - - [30/Nov/2026]',
      '⟦5.6.7.8⟧',
      'dns is ⟦8.8.8.8⟧ and ⟦8.8.4.4⟧ and ⟦1.1.1.1⟧ and ⟦9.9.9.9⟧ and ⟦4.2.2.1⟧',
      'use ⟦1.0.0.1⟧ x',
      'use 8.8.6.8 x',
      'ip-⟦11.22.33.44⟧',
      'host-⟦11.22.33.44⟧',
      'addr-⟦11.22.33.44⟧ and server-⟦11.22.33.44⟧ and client-⟦11.22.33.44⟧',
      'ada/⟦203.0.113.7⟧:1194',
      'chrome/203.0.113.7:1194',
      'ada/203.0.113.7:1',
      'HIER_DIRECT/⟦93.184.216.34⟧',
      'HIER_DIRECT/93.84.16.34',
      'Hier/93.184.216.34',
      '\\n⟦11.22.33.44⟧',
      'subversion ⟦11.22.33.44⟧',
      'nginx: ⟦11.22.33.44⟧',
    ])
      expectHidden(line, 'ip');
  });

  it('of a path goes behind what names a host', () => {
    for (const line of [
      'GET /users/⟦203.0.113.7⟧/ban',
      'GET /ips/⟦11.22.33.44⟧',
      'GET /hosts/⟦11.22.33.44⟧/x',
      'GET /blocked/⟦11.22.33.44⟧',
      'GET /block-list/11.22.33.44',
      'GET /blocklist/⟦11.22.33.44⟧',
      'GET /allow-list/⟦11.22.33.44⟧',
      'GET /denylist/⟦11.22.33.44⟧',
      'GET /geoip/⟦11.22.33.44⟧',
      'GET /addresses/⟦11.22.33.44⟧',
      'GET /rate-limits/⟦11.22.33.44⟧',
      'GET /check/⟦203.12.4.9⟧',
      'GET /check/⟦4.12.4.9⟧',
      'GET /check/4.12.4.0',
      'GET /check/⟦14.12.4.0⟧',
      'GET /checks/4.12.4.0',
      'GET /scan/4.12.4.0',
      'GET /servers/4.12.4.0',
      'GET /device/4.12.4.0',
      'GET /limit/4.12.4.0',
      'GET /releases/203.0.113.7',
      'GET /download/203.0.113.7',
      'GET /v2/203.0.113.7',
      'GET /tree/203.0.113.7',
      'GET /chart/203.0.113.7',
      'GET /orders/⟦203.0.113.7⟧',
      'GET /orders/⟦203.100.113.7⟧',
      'GET /orders/20.10.113.7',
      'GET /a b/203.0.113.7',
    ])
      expectHidden(line, 'ip');
  });
});
