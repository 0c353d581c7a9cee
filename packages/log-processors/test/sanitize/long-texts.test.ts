import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const BOUND = 4_096;
const START = 3_584;
const END = 512;
const clean = (text: string) => createSanitizer({ bounds: { maxTextLength: BOUND } }).sanitizeText(text);
const filler = (length: number) => '. '.repeat(length).slice(0, length);

describe('a text that is cut', () => {
  it('shows neither its end nor what it holds if a table goes on there', () => {
    const rows = `user,password\n${'ada,Kd93kfL20x\n'.repeat(600)}`;
    const shown = clean(rows);
    expect(shown.endsWith(`[CUT:${rows.length - START} characters]`)).toBe(true);
    expect(shown).not.toContain('Kd93');
  });

  it('shows its end if the table is over before the cut', () => {
    const text = `user,password\nada,Kd93kfL20x\n\n${filler(5_000)}`;
    const shown = clean(text);
    expect(shown).toContain(`[CUT:${text.length - BOUND} characters]`);
    expect(shown.endsWith(filler(5_000).slice(-END))).toBe(true);
  });

  it.each([
    [START - 10, ''],
    [START - 20, '. . . . . '],
  ])('loses a secret that begins before the cut whole: at %i', (at, rest) => {
    const text = `${filler(at - 9)}password=Kd93kfL20xQm7xk29zHy${filler(8_000)}`;
    const shown = clean(text);
    expect(shown.startsWith(`${filler(at - 9)}password=[REDACTED:named-secret]`)).toBe(true);
    expect(shown).toContain(`[REDACTED:named-secret]${rest === '' ? '[CUT' : ''}`);
    expect(shown).not.toContain('zHy');
  });

  it('loses a secret that ends behind the cut whole', () => {
    const text = `${filler(6_000)}password=Kd93kfL20xQm7xk29zHy${filler(END - 4)}`;
    expect(clean(text)).toBe(
      `${filler(START)}[CUT:${text.length - BOUND} characters][REDACTED:named-secret]${filler(END - 4)}`,
    );
  });

  it('shows no half of a character', () => {
    const pairs = `${filler(START - 1)}😀${filler(4_000)}`;
    expect(clean(pairs)).toBe(
      `${filler(START - 1)}[CUT:${pairs.length - BOUND} characters]${filler(4_000).slice(-END)}`,
    );
    const whole = `${filler(START - 2)}😀${filler(4_000)}`;
    expect(clean(whole)).toBe(
      `${filler(START - 2)}😀[CUT:${whole.length - BOUND} characters]${filler(4_000).slice(-END)}`,
    );
    const ends = `${filler(6_001)}😀${filler(END - 1)}`;
    expect(clean(ends)).toBe(`${filler(START)}[CUT:${ends.length - BOUND} characters]${filler(END - 1)}`);
  });

  it('stays as it is under a dry run, but for the cut', () => {
    const sanitizer = createSanitizer({ dryRun: true, bounds: { maxTextLength: BOUND } });
    const text = `password=Kd93kfL20x ${filler(6_000)}`;
    expect(sanitizer.sanitizeText(text)).toBe(
      `${text.slice(0, START)}[CUT:${text.length - BOUND} characters]${text.slice(-END)}`,
    );
    expect(sanitizer.findings).toEqual({ 'named-secret': 1, 'too-long': 1 });
  });
});

describe('a value that a rule cuts', () => {
  const sanitizer = createSanitizer({ rules: { place: 'truncate' } });
  const cutOf = (value: string) => sanitizer.sanitizeValue('place', value);

  it.each([
    ['203.0.113.9', '203.0.113.0/24'],
    ['10.0.0.9', '10.0.0.0/24'],
    ['2001:db8:85a3::8a2e:370:7334', '2001:db8:85a3::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['ada@shop.example', '[email]@shop.example'],
    ['4539012345678988', '453901******8988'],
    ['4539 0123 4567 8988', '453901******8988'],
    ['341201234567891', '341201*****7891'],
    ['4539012345678989', '[REDACTED:pan]'],
    ['4539012345677', '[REDACTED:pan]'],
    ['453901234567', '[REDACTED:pan]'],
    ['45390123456', '[REDACTED:user-rule]'],
    ['1203.0.113.9', '[REDACTED:user-rule]'],
    ['203.0.113.9x', '[REDACTED:user-rule]'],
    ['x203.0.113.9', '[REDACTED:user-rule]'],
    ['203.0.113', '[REDACTED:user-rule]'],
    ['Hamburg', '[REDACTED:user-rule]'],
    ['x4539012345678988', '[REDACTED:user-rule]'],
    ['4539012345678988x', '[REDACTED:user-rule]'],
    [`${'4'.repeat(23)}`, '[REDACTED:pan]'],
    [`${'4'.repeat(24)}`, '[REDACTED:user-rule]'],
  ])('keeps of %s: %s', (value, cut) => {
    expect(cutOf(value)).toBe(cut);
  });

  it('stays whole under a dry run', () => {
    const dry = createSanitizer({ rules: { place: 'truncate' }, dryRun: true });
    expect(dry.sanitizeValue('place', '203.0.113.9')).toBe('203.0.113.9');
    expect(dry.findings).toEqual({ 'user-rule': 1 });
  });
});

describe('the name of an attribute', () => {
  const sanitizer = createSanitizer();

  it.each([
    ['__proto__', '\\u005f_proto__'],
    ['constructor', '\\u0063onstructor'],
    ['prototype', '\\u0070rototype'],
    ['__proto__x', '__proto__x'],
    ['x__proto__', 'x__proto__'],
    ['xconstructor', 'xconstructor'],
    ['constructors', 'constructors'],
  ])('is spelled so that it reaches no prototype: %s', (name, spelled) => {
    const attributes = Object.fromEntries([[name, 1]]);
    Object.defineProperty(attributes, name, { value: 1, enumerable: true });
    expect(Object.entries(sanitizer.sanitizeAttributes(attributes))).toEqual([[spelled, 1]]);
  });
});
