import { expect } from 'vitest';
import type { Detector } from '../../../src/sanitize/detect/detector.js';
import { ScanRules, TextScanner } from '../../../src/sanitize/detect/text-scanner.js';

const MARK = /[⟦⟧]/g;

/**
 * What one detector finds, with no other that might find the same: each line has marks around what it must find, `password=⟦hunter2⟧ ok`,
 * a line without marks holds nothing of its kind. All that it finds must come under the one rule.
 */
export function expectFoundBy(detector: Detector, rule: string, lines: readonly string[]): void {
  const scanner = new TextScanner(new ScanRules([detector]));
  expect(lines.map((line) => marked(scanner, rule, line.replaceAll(MARK, '')))).toEqual(lines);
}

/** The line with marks around what is found, in the order in which it is found; another rule than the expected one stands within them. */
function marked(scanner: TextScanner, expectedRule: string, line: string): string {
  let out = '';
  let at = 0;
  const mark = (start: number, end: number, rule: string): void => {
    if (end <= start) return;
    out += `${line.slice(at, start)}⟦${rule === expectedRule ? '' : `${rule}:`}${line.slice(start, end)}⟧`;
    at = end;
  };
  scanner.survey(line);
  scanner.judge(line, { secret: mark, personal: mark, endsInTable: () => undefined });
  return out + line.slice(at);
}
