import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, scaled } from '../../../../test/long/scale.js';
import { SANITIZE_BOUNDS_DEFAULTS } from '../../src/sanitize/bounds.js';
import { decodeControls } from '../../src/sanitize/decode-controls.js';
import { encodeControls } from '../../src/sanitize/encode-controls.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';
import { hostileRecord, hostileText, plantedSecret } from './support/hostile-records.js';

// One seed for all of a run (test/long/scale.ts); `npm run test:long` makes the counts large and keeps the seed in its report.

const DANGEROUS =
  /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|\$\{/u;

/** Every text in a value, the names included. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array)) {
    for (const [name, entry] of Object.entries(value)) {
      yield name;
      yield* textsIn(entry);
    }
  }
}

/** Milliseconds of CPU for one record of at most some kilobytes; a thousand times what it should take. */
const MUCH_TOO_LONG_MS = 2_000;

describe('any hostile record', () => {
  const sanitizer = createSanitizer();

  it('is sanitized without failing inside, in bounded time, and holds no dangerous character', () => {
    fc.assert(
      fc.property(hostileRecord, (record) => {
        const before = process.threadCpuUsage();
        const clean = sanitizer.sanitizeRecord(record as never);
        const spent = process.threadCpuUsage(before);
        expect((spent.user + spent.system) / 1_000).toBeLessThan(MUCH_TOO_LONG_MS);
        for (const text of textsIn(clean)) {
          if (DANGEROUS.test(text) || !text.isWellFormed()) expect(text).toBe('without dangerous characters');
        }
      }),
      { numRuns: scaled(150) },
    );
    expect(sanitizer.findings).not.toHaveProperty('internal-error');
    counted('records fuzzed', scaled(150));
  });

  it('gives the same when it comes again: no memory of texts changes a verdict', () => {
    fc.assert(
      fc.property(hostileRecord, (record) => {
        const first = JSON.stringify(createOnce().sanitizeRecord(record as never), bigints);
        for (let times = 0; times < 4; times++) {
          expect(JSON.stringify(sanitizer.sanitizeRecord(record as never), bigints)).toBe(first);
        }
      }),
      { numRuns: scaled(40) },
    );
  });

  it('is not changed', () => {
    fc.assert(
      fc.property(fc.dictionary(hostileText, fc.oneof(hostileText, fc.object())), (attributes) => {
        const before = structuredClone(attributes);
        sanitizer.sanitizeRecord({ attributes, body: attributes });
        expect(attributes).toEqual(before);
      }),
      { numRuns: scaled(100) },
    );
  });
});

let once: ReturnType<typeof createSanitizer> | undefined;
/** Sees every record a single time, so that it remembers next to nothing. */
function createOnce(): ReturnType<typeof createSanitizer> {
  once ??= createSanitizer();
  return once;
}

const bigints = (_name: string, part: unknown): unknown => (typeof part === 'bigint' ? `${part}n` : part);

describe('any hostile text', () => {
  it('is decoded exactly', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(decodeControls(encodeControls(text))).toBe(text);
      }),
      { numRuns: scaled(300) },
    );
    counted('texts decoded', scaled(300));
  });

  it('shows no secret that stands on a line of its own in it', () => {
    const sanitizer = createSanitizer();
    const apart = fc.constantFrom('\n', ' \n', '\n\n', '\r\n');
    const place = fc.tuple(fc.stringMatching(/^[a-z .]{0,60}$/), apart, plantedSecret, apart, hostileText);
    fc.assert(
      fc.property(place, ([before, above, [shown, secret], below, after]) => {
        expect(sanitizer.sanitizeText(before + above + shown + below + after)).not.toContain(secret);
      }),
      { numRuns: scaled(300) },
    );
    counted('secrets planted', scaled(300));
  });

  it('shows no secret wherever the bounds cut it', () => {
    const maxTextLength = 4_200;
    const sanitizer = createSanitizer({ bounds: { maxTextLength } });
    fc.assert(
      fc.property(
        fc.nat(maxTextLength + 200),
        plantedSecret,
        fc.nat(3 * maxTextLength),
        (at, [shown, secret], behind) => {
          const clean = sanitizer.sanitizeText(`${'x '.repeat(at / 2)}\n${shown}\n${'y '.repeat(behind / 2)}`);
          for (let from = 0; from + 8 <= secret.length; from++)
            expect(clean).not.toContain(secret.slice(from, from + 8));
        },
      ),
      { numRuns: scaled(200) },
    );
    expect(maxTextLength).toBeLessThan(SANITIZE_BOUNDS_DEFAULTS.maxTextLength);
  });
});
