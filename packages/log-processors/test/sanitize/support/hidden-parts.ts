import { expect } from 'vitest';
import { decodeControls } from '../../../src/sanitize/decode-controls.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

const MARK = /⟦([^⟧]*)⟧/g;
const sanitizer = createSanitizer();

/**
 * A line says itself what must come out of it: of `password=⟦hunter2⟧ ok` only what stands in the marks is replaced, by the marker of the
 * rule; a line without marks stays as it is.
 */
export function expectHidden(line: string, rule: string): void {
  const clean = decodeControls(sanitizer.sanitizeText(line.replaceAll(MARK, '$1')));
  expect(clean).toBe(line.replaceAll(MARK, `[REDACTED:${rule}]`));
}

/** The same of each line. */
export function expectAllHidden(rule: string, lines: readonly string[]): void {
  for (const line of lines) expectHidden(line, rule);
}

/** Nothing is taken out of these lines; what is encoded for their readers comes back by decoding. */
export function expectPlain(lines: readonly string[]): void {
  expectAllHidden('none', lines);
}

/** These lines come out as they went in, not even encoded. */
export function expectUnchanged(lines: readonly string[]): void {
  for (const line of lines) expect(sanitizer.sanitizeText(line)).toBe(line);
}
