import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';
import { ordinaryLines } from './corpora/noise.ts';
import { personalLines } from './corpora/personal.ts';
import { type LeakingLine, namedSecretLines, standingSecretLines, vendorTokenLines } from './corpora/secrets.ts';

const SEED = 7;

/** The share of lines whose leaked value is gone, by kind. */
function recallOf(lines: readonly LeakingLine[]): Map<string, number> {
  const sanitizer = createSanitizer();
  const gone = Map.groupBy(lines, ({ kind }) => kind);
  return new Map(
    [...gone].map(([kind, ofKind]) => [
      kind,
      ofKind.filter(({ line, leaked }) => !sanitizer.sanitizeText(line).includes(leaked)).length / ofKind.length,
    ]),
  );
}

function below(recall: ReadonlyMap<string, number>, goal: number): string[] {
  return [...recall].filter(([, share]) => share < goal).map(([kind, share]) => `${kind}: ${share}`);
}

describe('what logs leak', () => {
  it('is found for every vendor token in every surrounding', () => {
    const recall = recallOf(vendorTokenLines(SEED));
    expect(recall.size).toBeGreaterThan(200);
    expect(below(recall, 0.95)).toEqual([]);
  });

  it('is found by the names of secrets in every notation', () => {
    expect(below(recallOf(namedSecretLines(SEED)), 0.98)).toEqual([]);
  });

  it('is found by where it stands', () => {
    expect(below(recallOf(standingSecretLines(SEED)), 0.98)).toEqual([]);
  });

  it('is found for personal data of every kind', () => {
    expect(below(recallOf(personalLines(SEED)), 0.98)).toEqual([]);
  });
});

describe('ordinary operations', () => {
  it('change nowhere', () => {
    const sanitizer = createSanitizer();
    const changed = ordinaryLines(SEED, 300).filter(({ line }) => sanitizer.sanitizeText(line) !== line);
    expect(changed.map(({ kind, line }) => `${kind}: ${sanitizer.sanitizeText(line)}`)).toEqual([]);
  });
});

describe('a sanitized text', () => {
  it('is left alone by a second look at it', () => {
    const lines = [
      ...vendorTokenLines(SEED),
      ...namedSecretLines(SEED),
      ...standingSecretLines(SEED),
      ...personalLines(SEED, 60),
    ];
    const first = createSanitizer();
    const once = lines.map(({ line }) => first.sanitizeText(line)).filter((text) => !text.includes('\\u'));
    const second = createSanitizer();
    expect(once.filter((text) => second.sanitizeText(text) !== text)).toEqual([]);
  });
});
