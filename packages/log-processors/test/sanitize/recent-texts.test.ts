import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { RecentTexts } from '../../src/sanitize/recent-texts.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const HERE = 1;
const THERE = 2;

function remembering(...texts: string[]) {
  const recent = new RecentTexts();
  const add = (text: string, context = HERE) => recent.addClean(text, recent.printOf(text), context);
  const knows = (text: string, context = HERE) => recent.isClean(text, recent.printOf(text), context);
  for (const text of texts) for (let times = 0; times < 3; times++) add(text);
  return { add, knows };
}

describe('the memory of clean texts', () => {
  it('takes a text the third time it comes', () => {
    const { add, knows } = remembering();
    add('GET /cart');
    add('GET /cart');
    expect(knows('GET /cart')).toBe(false);
    add('GET /cart');
    expect(knows('GET /cart')).toBe(true);
  });

  it('knows a text in the contexts in which it was clean, and in no other', () => {
    const { add, knows } = remembering('198.51.100.23');
    expect(knows('198.51.100.23', THERE)).toBe(false);
    add('198.51.100.23', THERE);
    expect([knows('198.51.100.23', THERE), knows('198.51.100.23', HERE), knows('198.51.100.23', 4)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('takes no other text for one it knows, not even one with the same sample', () => {
    const known = 'a'.repeat(100);
    const { knows } = remembering(known);
    for (let at = 0; at < known.length; at++) expect(knows(`${known.slice(0, at)}b${known.slice(at + 1)}`)).toBe(false);
    expect(knows(`${known}a`)).toBe(false);
    expect(knows(known)).toBe(true);
  });

  it('does not take long texts and the empty one is no error', () => {
    const { knows } = remembering('x'.repeat(256), 'x'.repeat(257), '');
    expect([knows('x'.repeat(256)), knows('x'.repeat(257)), knows('')]).toEqual([true, false, true]);
  });

  it('keeps what is in use while a flood of new texts passes', () => {
    const { add, knows } = remembering('user');
    for (let index = 0; index < 100_000; index++) add(`flood ${index}`);
    expect(knows('user')).toBe(true);
  });

  it('does not keep the large string alive that a text is a part of', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const recent = new RecentTexts();
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < 64; index++) {
      const large = `${index} is a text of some length, ${'x'.repeat(1_000_000)}`.split('').join('');
      const part = large.slice(0, 28);
      for (let times = 0; times < 3; times++) recent.addClean(part, recent.printOf(part), HERE);
    }
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(16_000_000);
  });
});

describe('a sanitizer that has seen a text often', () => {
  it('still takes out what stands in another field, or is a secret there', () => {
    const sanitizer = createSanitizer();
    for (let times = 0; times < 10; times++) {
      expect(sanitizer.sanitizeValue('client.address', '203.0.113.50')).toBe('203.0.113.50');
      expect(sanitizer.sanitizeValue('note', '203.0.113.50')).toBe('[REDACTED:ip]');
      expect(sanitizer.sanitizeValue('note', 'correct-horse-7')).toBe('correct-horse-7');
      expect(sanitizer.sanitizeValue('password', 'correct-horse-7')).toBe('[REDACTED:secret-key]');
      expect(sanitizer.sanitizeText('password=correct-horse-7')).toBe('password=[REDACTED:named-secret]');
      expect(sanitizer.sanitizeValue('note', 'a\nb')).toBe('a\\u000ab');
      expect(sanitizer.sanitizeValue('exception.stacktrace', 'Error\n    at f (a.js:1:1)')).toBe(
        'Error\n    at f (a.js:1:1)',
      );
      expect(sanitizer.sanitizeValue('note', 'Error\n    at f (a.js:1:1)')).toBe('Error\\u000a    at f (a.js:1:1)');
    }
  });
});
