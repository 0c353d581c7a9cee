import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../test/long/scale.js';
import { allDetectors } from '../../src/sanitize/detectors.js';
import { FieldNames } from '../../src/sanitize/keys/field-names.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const keywords = allDetectors(new FieldNames(), 'public').flatMap(({ keywords }) => keywords);
/** Texts made of what the rules look for, so that their far corners are reached. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(...keywords).map((keyword) => keyword.replaceAll('#', '4')),
      fc.constantFrom('"', '\\', ': ', '=', '\n', '4242424242424242', '\u200b', '４'),
      fc.stringMatching(/^[A-Za-z0-9]{1,40}$/),
    ),
  )
  .map((pieces) => pieces.join(''));

describe('the sanitizer, on anything,', () => {
  const sanitizer = createSanitizer({ profiles: ['csv'] });

  it('neither throws nor fails inside', () => {
    fc.assert(
      fc.property(hostileText, fc.anything(), (text, value) => {
        sanitizer.sanitizeText(text);
        sanitizer.sanitizeValue('note', value);
      }),
      { numRuns: scaled(1_500) },
    );
    expect(sanitizer.findings).not.toHaveProperty('internal-error');
  });

  it('changes nothing of the caller and shares nothing with him', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 3 }), (value) => {
        const before = structuredClone(value);
        const clean = sanitizer.sanitizeValue('note', value);
        expect(value).toEqual(before);
        if (Object.keys(value).length > 0) expect(clean).not.toBe(value);
      }),
      { numRuns: scaled(300) },
    );
  });

  it('holds its bounds', () => {
    const bounded = createSanitizer({ bounds: { maxTextLength: 32, maxNodes: 10, maxRecordLength: 64 } });
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 30 }), (texts) => {
        const clean = bounded.sanitizeValue('note', texts) as unknown[];
        expect(clean.length).toBeLessThanOrEqual(11);
        for (const text of clean) expect(String(text).length).toBeLessThanOrEqual(32 * 40 + 64);
      }),
      { numRuns: scaled(300) },
    );
  });

  it('hides a secret from full-width letters and zero-width characters', () => {
    const disguise = fc.array(fc.constantFrom('\u200b', '\u00ad', '\u2060', ''), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(disguise, fc.boolean(), (between, wide) => {
        const digits = [...'4242424242424242'].map(
          (digit, index) => (wide ? String.fromCharCode(digit.charCodeAt(0) + 0xfee0) : digit) + (between[index] ?? ''),
        );
        expect(sanitizer.sanitizeText(`card ${digits.join('')}.`)).toMatch(/^card \[REDACTED:pan\]/);
      }),
      { numRuns: scaled(200) },
    );
  });
});
