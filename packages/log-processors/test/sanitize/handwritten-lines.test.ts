import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const corpus = (name: string) => JSON.parse(readFileSync(new URL(`./corpora/${name}.json`, import.meta.url), 'utf8'));
const leaks: [line: string, clean: string][] = corpus('handwritten-leaks');
const sanitizer = createSanitizer();
const noise: string[] = corpus('handwritten-noise');

describe('lines as servers, libraries and people write them', () => {
  it.each(leaks)('%s', (line, clean) => {
    expect(sanitizer.sanitizeText(line)).toBe(clean);
  });

  it('stay as they are when nothing leaks', () => {
    expect(noise.filter((line) => sanitizer.sanitizeText(line) !== line)).toEqual([]);
  });
});
