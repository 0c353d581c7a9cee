import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lokiName } from '../src/loki-name.js';

describe('the name of an attribute in Loki', () => {
  // Each pair was seen in an answer of Loki 3.7.8 to OTLP input.
  it.each([
    ['audit.actor.id', 'audit_actor_id'],
    ['a..b', 'a_b'],
    ['a__b', 'a_b'],
    ['a-b', 'a_b'],
    ['caché', 'cach_'],
    ['9digit', 'key_9digit'],
    ['CamelCase', 'CamelCase'],
    ['_lead', '_lead'],
    ['__reserved__', '__reserved__'],
  ])('of %s is %s', (name, stored) => {
    expect(lokiName(name)).toBe(stored);
  });

  it('is made of ASCII letters, digits and underscores only, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(lokiName(name)).toMatch(/^\w*$/);
      }),
    );
  });
});
