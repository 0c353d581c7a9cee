import { HOSTILE_KEYS, HOSTILE_TEXTS, unsafeForTerminal } from '@otelseal/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../test/long/scale.js';
import { asciiJson, escapeForTerminal, quoted } from '../../src/output/escape-for-terminal.js';

describe('escaping for a terminal', () => {
  it.each(HOSTILE_TEXTS)('makes "$name" one harmless line', ({ text }) => {
    const shown = escapeForTerminal(text);
    expect(unsafeForTerminal(shown)).toBeUndefined();
    expect(shown).not.toContain('\n');
  });

  it('makes any text one harmless line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          const shown = escapeForTerminal(text);
          expect([unsafeForTerminal(shown), shown.includes('\n')]).toEqual([undefined, false]);
        },
      ),
      { numRuns: scaled(2_000) },
    );
  });

  it('leaves what people write as it is', () => {
    expect(escapeForTerminal('Jürgen 東京 Москва 😀 "x" \\u €')).toBe('Jürgen 東京 Москва 😀 "x" \\u €');
  });

  it('shows at most 2,000 characters', () => {
    expect(escapeForTerminal('x'.repeat(20_000))).toBe(`${'x'.repeat(2_000)}…`);
  });

  it('lets no more than four marks pile up on a letter', () => {
    expect(escapeForTerminal(`Z${'\u0300'.repeat(6)}`)).toBe(`Z${'\u0300'.repeat(4)}\\u0300\\u0300`);
  });

  it('quotes', () => {
    expect(quoted('a\u001bb')).toBe('"a\\u001bb"');
  });
});

describe('ASCII JSON', () => {
  it.each([...HOSTILE_TEXTS.map(({ text }) => text), ...HOSTILE_KEYS])('is ASCII and the same value: %j', (text) => {
    const json = asciiJson({ [text]: text });
    expect(json).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ [text]: text })));
  });
});
