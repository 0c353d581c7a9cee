import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const PUBLIC = '203.0.113.9';

describe('where an IPv4 address begins and ends', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'from%20⟦203.0.113.9⟧ x',
      '[gw]...⟦203.0.113.88⟧... x',
      'x\\r⟦203.0.113.9⟧',
      `x ⟦${PUBLIC}⟧- x`,
      `x ⟦${PUBLIC}⟧-1 x`,
      `x ⟦${PUBLIC}⟧/24 x`,
      `TCP_MISS/⟦203.0.113.19⟧`,
      ...['ip', 'host', 'addr', 'server', 'CLIENT'].map((name) => `x ${name}-⟦${PUBLIC}⟧ y`),
      ...['x/ ', 'version of x at ', 'chrome from ', 'the nginx at host '].map((name) => `${name}⟦${PUBLIC}⟧`),
      'peer ⟦200.249.199.99⟧ x',
      'peer ⟦22.33.44.255⟧ x',
    ])
      expectHidden(line, 'ip');
    for (const line of [
      `x_${PUBLIC}`,
      `é${PUBLIC}`,
      `x ${PUBLIC}é`,
      `x ABC/1.2.3.4`,
      `x ab/${PUBLIC}`,
      'x aB/193.184.216.134',
      `x ABC/20.0.113.9`,
      'peer 192.0.0.5 x',
      'peer 260.1.1.1 x',
      'peer 1.2.3.400 x',
      'x-203.0.113.9',
      ...['-a', '-12.', '-1_', '.jar', '.tar', '.zip', '.rpm', '.deb', '.exe', '.msi', '.dll', '.so', '.nupkg', '.gz']
        .concat(['.js', '.css', '+1'])
        .map((end) => `x ${PUBLIC}${end}`),
    ])
      expectHidden(line, 'none');
  });
});

describe('four numbers that are a release', () => {
  it('are none behind the name of a program or a word for a release', () => {
    for (const name of [
      ...['v', 'ver ', 'Version ', 'versions: ', 'release=', 'releases ', 'released ', 'rev ', 'revision ', 'build '],
      ...[
        'firmware ',
        'fw ',
        'sdk ',
        'driver ',
        'kernel-',
        'agent/',
        'engine@',
        'runtime "',
        "upgrade '",
        'upgrading ',
      ],
      ...[
        'downgrade ',
        'downgraded ',
        'patch ',
        'patched ',
        'tag ',
        'oid ',
        'section ',
        'chapter ',
        'clause ',
        'nist ',
      ],
      ...[
        'version number ',
        'version-no ',
        'version_id ',
        'version is ',
        'version: v',
        'upgraded from ',
        'version to v',
      ],
      ...[
        'version: "v',
        'version = from ',
        'server version ',
        'jdk',
        'jre ',
        'python=',
        'npm@',
        'dotnet ',
        'chromium/v',
      ],
      ...[
        '"firefox" ',
        'Safari/',
        'Edg/',
        'Opera ',
        'postgresql ',
        'MySQL ',
        'mariadb-',
        'redis_',
        'kafka ',
        'apache/',
      ],
      ...['tomcat ', 'oracle ', 'MSIE ', 'Trident/', 'wildfly ', 'spark ', 'grafana ', 'prometheus v', 'x.redis '],
    ])
      for (const start of ['', 'x '])
        if (!(start === '' && name.startsWith('x'))) expectHidden(`${start}${name}${PUBLIC} y`, 'none');
  });

  it('are hidden behind a word that only ends so', () => {
    for (const name of ['xversion ', 'éversion ', 'unpatched ', 'subsection ', 'superkafka ', 'myredis '])
      expectHidden(`x ${name}⟦${PUBLIC}⟧ y`, 'ip');
  });

  it('of one digit each are hidden only where an address is expected', () => {
    for (const line of [
      ...[
        'ips: ',
        'ipv4=',
        'address ',
        'client[',
        'clientip: ',
        'remote (',
        'source "',
        'src=',
        "dst='",
        'destination ',
      ]
        .concat(['by ', 'to ', 'for ', 'at ', 'server ', 'forwarded-for: ', 'ping ', 'dns ', 'resolver ', 'gateway '])
        .concat(['login ', 'user ', 'blocked ', 'banning ', 'allow ', 'deny   ', '"ip":"', '"ip" : ['])
        .map((name) => `x ${name}⟦5.6.7.8⟧ y`),
      'ip ⟦5.6.7.8⟧ y',
      '(from ⟦5.6.7.8⟧) y',
      'x,peer=⟦5.6.7.8⟧ y',
      '⟦5.6.7.8⟧ - - [x]',
      'x ⟦5.6.7.8⟧/8 y',
      'x ⟦9.9.9.9⟧ y',
      'x ⟦4.2.2.5⟧ y',
      'x ⟦5.6.7.18⟧ y',
    ])
      expectHidden(line, 'ip');
    for (const line of [
      'x 5.6.7.8 - y',
      'x 5.6.7.8:x y',
      'x 5.6.7.8/y',
      'x 5.6.7.8/123 y',
      'xfrom 5.6.7.8 y',
      'x from    5.6.7.8 y',
      'x from x 5.6.7.8 y',
      '5.6.7.8 y',
      'y 5.6.7.8',
      'x 8.8.8.9 y',
      'x 1.2.1.1 y',
      'peer 20.30.0.0 x',
    ])
      expectHidden(line, 'none');
  });
});

describe('where an IPv6 address begins and ends', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'IP ⟦2001:db8::5⟧.443: x',
      'IP ⟦2001:db8::5⟧.65535 x',
      '⟦2001:DB8:A:B:C:D:E:F⟧ x',
      'x ⟦2001:db8::⟧. y',
      'x ⟦2001:db8::1⟧: y',
      'x ⟦2abc:def::1⟧ y',
      'x ⟦3000:1::2⟧%eth0',
      'x [⟦2001:db8::1⟧]:53',
      '-⟦2001:db8::1⟧',
      '⟦2001:db8:1:2:3:4:203.0.113.9⟧ x',
      'addr=⟦2001:db8:1111:2222:3333:4444:5555:6666⟧;',
    ])
      expectHidden(line, 'ip');
    for (const line of [
      '_2001:db8::1',
      'é2001:db8::1',
      '2001:db8::1_',
      '2001:db8::1é',
      '::2001:db8:1:2:3:4:5:6',
      'x 2001:db8',
      'x 2001: y',
      '12:2001:db8::1',
      'x 0001:db8::1 y',
      'x 1fff:db8::1 y',
    ])
      expectHidden(line, 'none');
  });
});
