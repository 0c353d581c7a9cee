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
