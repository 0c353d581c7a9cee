import { describe, expect, it } from 'vitest';
import { foreignNames } from '../../../src/sanitize/named/foreign-names.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

/** What is found from the first of the digits that are called attention to, which stand behind the bar. */
function marked(line: string): string {
  const keyword = line.replaceAll(/[⟦⟧]/g, '').indexOf('‖');
  const text = line.replaceAll(/[⟦⟧‖]/g, '');
  let shown = text;
  foreignNames.at(text, keyword, keyword + 6, {
    personal: (start, end) => {
      shown = `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`;
    },
    secret: () => undefined,
    endsInTable: () => undefined,
  });
  return shown;
}
const expectMarked = (lines: readonly string[]) =>
  expect(lines.map(marked)).toEqual(lines.map((line) => line.replace('‖', '')));

describe('a number behind a name of another script', () => {
  it('is found from its digits back to the name', () => {
    expect(foreignNames.personalOnly).toBe(true);
    expectMarked([
      '電話 ⟦03-‖1234-5678⟧',
      '電話:⟦(03) ‖1234-5678⟧ x',
      '身份证 ⟦ABCDEFGH‖123456⟧',
      '12 個の電話 ⟦‖0312345⟧',
      'телефон: "⟦+7 495 ‖123-45-67⟧"',
      'ИНН ⟦‖7707083893⟧',
    ]);
  });

  it('is none behind other words, or of another length', () => {
    expectMarked([
      '電話 -‖03-1234-5678',
      '身份证 ABCDEFGHI‖123456',
      '電話 ‖031234',
      '電話 ‖1234567890123456',
      '電気 ‖0312345',
      'tel ‖0312345',
      '電話 ‖0312345x9-',
    ]);
  });
});

it('digits in any grouping call attention to the name before them', () => {
  const sanitizer = createSanitizer({ personal: { phone: 'mask' } });
  const numbers = [
    '123-45-67',
    '03-12345',
    '0312345',
    '123 456 7',
    '03.123.45',
    '1234 56 7',
    '+49 30 12 34 56',
    '1234-567',
  ];
  const clean = numbers.map((number) => sanitizer.sanitizeText(`電話 ${number}`));
  expect(clean).toEqual(numbers.map(() => '電話 [REDACTED:phone]'));
});
