import { describe, expect, it } from 'vitest';
import { SANITIZE_BOUNDS_DEFAULTS } from '../../src/sanitize/bounds.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const { maxTextLength, maxRecordLength, maxCandidates } = SANITIZE_BOUNDS_DEFAULTS;
const SECRET = 'AKIAIOSFODNN7EXAMPLQ';

/** The parts of the secret that a text shows. */
const shown = (text: string) => [SECRET, SECRET.slice(0, 9), SECRET.slice(9)].filter((part) => text.includes(part));

describe('a text of ten times the bound', () => {
  const long = (insert: string, at: number) => {
    const filler = 'lorem ipsum dolor sit amet ';
    const before = filler.repeat(Math.ceil(at / filler.length)).slice(0, at);
    return `${before} ${insert} ${filler.repeat(Math.ceil((maxTextLength * 10) / filler.length))}`;
  };

  it('shows its beginning and its end, and says how much is missing between them', () => {
    const text = `begin ${'x '.repeat(maxTextLength * 5)} end`;
    const clean = createSanitizer().sanitizeText(text);
    expect(clean.startsWith('begin x x')).toBe(true);
    expect(clean.endsWith('x x  end')).toBe(true);
    expect(clean).toContain(`[CUT:${text.length - maxTextLength} characters]`);
    expect(clean.length).toBeLessThan(maxTextLength + 64);
  });

  it.each([
    ['in its beginning', 1_000],
    ['across the first cut', (maxTextLength * 7) / 8 - 10],
    ['in the middle', maxTextLength * 5],
  ])('shows no secret %s', (_where, at) => {
    const clean = createSanitizer().sanitizeText(long(SECRET, at));
    expect(shown(clean)).toEqual([]);
  });

  it.each([0, 1, 7, 10, 19, 20, 21])('shows no secret across the second cut, %i units before it', (before) => {
    const tail = maxTextLength / 8;
    const end = `${SECRET} `.padEnd(tail + before, 'lorem ');
    const clean = createSanitizer().sanitizeText('x '.repeat(maxTextLength * 2) + end);
    expect(shown(clean)).toEqual([]);
  });

  it.each([1, 2, 3, 4])('splits no character at either cut, moved by %i units', (units) => {
    const clean = createSanitizer().sanitizeText('x'.repeat(units) + '😀'.repeat(maxTextLength));
    expect(clean.isWellFormed()).toBe(true);
    expect(clean).not.toMatch(/\\ud8|\\ude/);
  });
});

describe('a record of ten times the bound', () => {
  it('ends with what is left of it', () => {
    const attributes = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`part${index}`, 'y'.repeat(maxTextLength)]),
    );
    const clean = createSanitizer().sanitizeAttributes(attributes);
    const shown = Object.values(clean).reduce<number>((sum, text) => sum + String(text).length, 0);
    expect(shown).toBeLessThanOrEqual(maxRecordLength + 40 * 32);
    expect(clean['part39']).toBe(`[CUT:${maxTextLength} characters]`);
  });

  it('is whole again afterwards', () => {
    const sanitizer = createSanitizer();
    sanitizer.sanitizeText('z'.repeat(maxRecordLength * 10));
    expect(sanitizer.sanitizeText('z'.repeat(maxTextLength))).toHaveLength(maxTextLength);
  });
});

describe('places to look at, ten times as many as the bound', () => {
  const crowded = 'tan= '.repeat(100);
  const texts = Array.from({ length: Math.ceil((maxCandidates * 10) / 100) }, () => crowded);

  it('are looked at up to the bound, and the rest is cut and counted', () => {
    const sanitizer = createSanitizer({ bounds: { maxRecordLength: 10_000_000 } });
    const clean = sanitizer.sanitizeValue('note', texts) as string[];
    expect(clean[0]).toBe(crowded);
    expect(clean.at(-1)).toMatch(/^\[CUT:\d+ characters\]$/);
    expect(sanitizer.findings).toHaveProperty('too-many-candidates');
  });

  it('hide no secret behind them', () => {
    const sanitizer = createSanitizer({ bounds: { maxCandidates: 10 } });
    expect(sanitizer.sanitizeText(`${'tan= '.repeat(2_000)} ${SECRET} ${'lorem ipsum '.repeat(200)}`)).not.toContain(
      'AKIA',
    );
    expect(sanitizer.sanitizeText(`${'tan= '.repeat(20_000)} ${SECRET}`)).not.toContain('AKIA');
    expect(sanitizer.sanitizeValue('bytes', Buffer.from(`${'tan= '.repeat(20)} x`))).toBe('[REDACTED:bytes]');
  });
});

describe('a stack trace of ten times the bound', () => {
  it('is cut and shows no secret across the cut', () => {
    const frames = '\n    at f (/srv/app.js:1:1)';
    const stack = `Error: boom${frames.repeat(Math.ceil((maxTextLength - 40) / frames.length))} ${SECRET}`;
    const clean = createSanitizer().sanitizeAttributes({ 'exception.stacktrace': stack + frames.repeat(20_000) });
    const shown = String(clean['exception.stacktrace']);
    expect(shown).toMatch(/^Error: boom\n {4}at f[\s\S]*\[CUT:\d+ characters\]$/);
    expect(shown).not.toContain('AKIA');
    expect(shown.length).toBeLessThan(maxTextLength + 128);
  });
});
