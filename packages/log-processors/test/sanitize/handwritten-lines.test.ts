import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeControls } from '../../src/sanitize/decode-controls.js';
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

  it('stay as they are in a second pass, once decoded', () => {
    const urls = [
      'https://0123456789abcdef0123456789abcde7@o12345.ingest.example.com/4501',
      'invalid dsn "app:S3cr3t#2024@tcp(db:3306)/shop"',
    ];
    const once = [...urls, ...leaks.map(([line]) => line)].map((line) => sanitizer.sanitizeText(line));
    expect(once.filter((line) => sanitizer.sanitizeText(decodeControls(line)) !== line)).toEqual([]);
  });
});
