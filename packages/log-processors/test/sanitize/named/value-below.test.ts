import { expect, it } from 'vitest';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';
import { valuesBelow } from '../../../src/sanitize/named/value-below.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

const { at, keywords } = valuesBelow(new FieldNames());

/** The lines with what was found at each corner in brackets. */
function marked(lines: readonly string[]): string {
  const text = lines.join('\n').replaceAll(/[⟦⟧]/g, '');
  const found: [start: number, end: number][] = [];
  const secret = (start: number, end: number) => found.push([start, end]);
  for (const { index } of text.matchAll(/└ /g))
    at(text, index, index + 2, { secret, personal: () => undefined, endsInTable: () => undefined });
  return found.reduceRight(
    (left, [start, end]) => `${left.slice(0, start)}⟦${left.slice(start, end)}⟧${left.slice(end)}`,
    text,
  );
}
const corner = (column: number, literal: string) => `${' '.repeat(column)}└ ${literal}`;
const expectMarked = (lines: readonly string[]) => expect(marked(lines)).toBe(lines.join('\n'));

it('a value below the name of a secret is found by its column', () => {
  expect(keywords).toEqual(['└ ']);
  expectMarked(['password(x)', corner(0, "'⟦hunter2⟧'")]);
  expectMarked(['password(x)', corner(7, 'b"⟦hunter2⟧"')]);
  expectMarked(['first', 'second', 'x = a | password', corner(8, "rb'⟦hunter2⟧'"), ' and so on'.repeat(100)]);
  expectMarked(['a(password, user)', `${' '.repeat(2)}|         ${corner(0, "'jo'")}`, corner(2, "'⟦hunter2⟧'")]);
  expectMarked(['a(password)', ...Array<string>(11).fill('  |'), corner(2, "'⟦hunter2⟧'")]);
  expectMarked(['use(billplz_key)', corner(4, "'⟦123e4567-e89b-12d3-a456-426614174000⟧'")]);
  const sanitizer = createSanitizer();
  expect(sanitizer.sanitizeText("password(x)\n└ 'hunter2'")).toContain('[REDACTED:named-secret]');
});

it('no other value is', () => {
  expectMarked(['f( password)', corner(2, "'hunter2'")]);
  expectMarked(['f(password)', corner(10, "'hunter2'")]);
  expectMarked(['f(user)', corner(2, "'hunter2'")]);
  expectMarked(['password', corner(0, "'unclosed")]);
  expectMarked(['password', `${corner(0, "''")}${corner(12, "'hunter2'")}`]);
  expectMarked(['password', corner(0, 'hunter2')]);
  expectMarked(['password', corner(0, "'None'")]);
  expectMarked(['heap_key', corner(0, "'hello world'")]);
  expectMarked(['a(password)', ...Array<string>(12).fill('  |'), corner(2, "'hunter2'")]);
  expectMarked([corner(0, "'hunter2'")]);
});
