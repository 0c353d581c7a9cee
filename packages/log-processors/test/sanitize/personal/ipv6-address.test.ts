import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('an IPv6 address', () => {
  it('goes in all its spellings', () => {
    for (const line of [
      'from ⟦2001:db8:85a3:0:0:8a2e:370:7334⟧ ok',
      'from ⟦2001:db8::1⟧ ok',
      'from ⟦2001:DB8::A:1⟧ ok',
      'from ⟦3fff::1⟧ ok',
      '[⟦2001:db8::1⟧]:443',
      'from ⟦2001:db8::1⟧. Then',
      'from ⟦2001:db8::⟧',
      'from ⟦2001:db8::203.0.113.9⟧ ok',
      'from ⟦2001:db8::1⟧.443 > x',
      'from ⟦2001:db8::5⟧.51234: x',
      'from ⟦2001:db8::a5f0⟧.51234: x',
      'from ⟦2001:db8:1:2:3:4:203.0.113.9⟧',
      'client=⟦2001:db8::1⟧/64',
      '"⟦2001:db8::1⟧"',
      '⟦2001:db8::1⟧',
    ])
      expectHidden(line, 'ip');
  });

  it('stays where it is none', () => {
    for (const line of [
      'from fe80::1 and ::1 and fd00::1 and 4001:db8::1',
      'from 2001:db8:85a3:0:0:8a2e:370',
      'from 2001:db8:85a3:0:0:8a2e:370:7334:1',
      'from 2001:db8::85a3::1',
      'from 2001:db8::12345',
      'from 2001:db8::g',
      'from x2001:db8::1',
      'from 2001:db8::1x',
      'from 12001:db8::1',
      'from 1:2001:db8::1',
      'from ::2001:db8:0:0:0:0:0:1',
      'from 2001:db8:1:2:3:4:203.0.113.999',
      'from 2026:11:30',
      'at 2026:1130',
    ])
      expectHidden(line, 'named-secret');
  });
});
