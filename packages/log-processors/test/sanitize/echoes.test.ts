import { describe, expect, it } from 'vitest';
import { withEchoes } from '../../src/sanitize/echoes.js';
import type { Span } from '../../src/sanitize/span.js';

const MARKS = /⟦([^⟧]*)⟧/g;

/** What stands in marks was found; what comes back has all places in marks. */
function marked(line: string, personal: readonly Span[] = []): string {
  const found: Span[] = [];
  let removed = 0;
  for (const { 0: whole, 1: value = '', index } of line.matchAll(MARKS)) {
    const start = index - removed;
    found.push({ start, end: start + value.length, rule: 'x', replacement: '[X]' });
    removed += whole.length - value.length;
  }
  const text = line.replaceAll(MARKS, '$1');
  const parts = [];
  let from = 0;
  for (const { start, end } of withEchoes(text, found, personal)) {
    parts.push(text.slice(from, start), `⟦${text.slice(start, end)}⟧`);
    from = end;
  }
  return parts.join('') + text.slice(from);
}

describe('a secret that stands at other places of its text, too', () => {
  it.each([
    ['echo "Kd93kfL2" # PASSWORD=⟦Kd93kfL2⟧', 'echo "⟦Kd93kfL2⟧" # PASSWORD=⟦Kd93kfL2⟧'],
    ['PASSWORD=⟦Kd93kfL2⟧; echo Kd93kfL2', 'PASSWORD=⟦Kd93kfL2⟧; echo ⟦Kd93kfL2⟧'],
    ['Kd93kfL2 ⟦Kd93kfL2⟧ Kd93kfL2', '⟦Kd93kfL2⟧ ⟦Kd93kfL2⟧ ⟦Kd93kfL2⟧'],
    ['⟦lager!ra⟧ lager!ra', '⟦lager!ra⟧ ⟦lager!ra⟧'],
    ['⟦Kd93kfL2⟧ x ⟦Kd93kfL2⟧ Kd93kfL2', '⟦Kd93kfL2⟧ x ⟦Kd93kfL2⟧ ⟦Kd93kfL2⟧'],
    ['⟦Kd93kfL2⟧ Kd93kfL2 ⟦Qm7xk29z⟧ Qm7xk29z', '⟦Kd93kfL2⟧ ⟦Kd93kfL2⟧ ⟦Qm7xk29z⟧ ⟦Qm7xk29z⟧'],
    ['⟦Kd93kfL2⟧-Kd93kfL2-', '⟦Kd93kfL2⟧-⟦Kd93kfL2⟧-'],
  ])('is found there: %s', (line, all) => {
    expect(marked(line)).toBe(all);
  });

  it.each([
    '⟦Kd93kfL⟧ Kd93kfL',
    '⟦lagerraum⟧ lagerraum',
    '⟦12345678⟧ 12345678',
    '⟦Kd93kfL2⟧ xKd93kfL2',
    '⟦Kd93kfL2⟧ Kd93kfL2x',
    '⟦Kd93kfL2⟧ _Kd93kfL2',
    '⟦Kd93kfL2⟧ Kd93kfL',
    '⟦Kd93kfL2⟧',
  ])('is not looked for if it is short or a word or a number, nor inside a word: %s', (line) => {
    expect(marked(line)).toBe(line);
  });

  it('stays behind the name of a job whose id it is', () => {
    const id = '9f86d081-884c-4d65-9a2f-eaa0c55ad015';
    expect(marked(`⟦${id}⟧ tasks.verify_email[${id}]`)).toBe(`⟦${id}⟧ tasks.verify_email[${id}]`);
    expect(marked(`⟦${id}⟧ tasks [${id}]`)).toBe(`⟦${id}⟧ tasks [⟦${id}⟧]`);
    expect(marked(`⟦${id}⟧ tasks[${id} x`)).toBe(`⟦${id}⟧ tasks[⟦${id}⟧ x`);
    expect(marked('⟦Kd93kfL2⟧ tasks[Kd93kfL2]')).toBe('⟦Kd93kfL2⟧ tasks[⟦Kd93kfL2⟧]');
    expect(marked(`⟦x${id}⟧ tasks[x${id}]`)).toBe(`⟦x${id}⟧ tasks[⟦x${id}⟧]`);
    expect(marked(`⟦${id}0⟧ tasks[${id}0]`)).toBe(`⟦${id}0⟧ tasks[⟦${id}0⟧]`);
    expect(marked(`⟦${id.toUpperCase()}⟧ tasks[${id.toUpperCase()}]`)).toBe(
      `⟦${id.toUpperCase()}⟧ tasks[${id.toUpperCase()}]`,
    );
  });

  it('stays where personal data hold the place as a whole', () => {
    const line = '⟦Kd93kfL2⟧ Kd93kfL2';
    const data = (start: number, end: number): Span[] => [{ start, end, rule: 'ip', replacement: '' }];
    expect(marked(line, data(9, 17))).toBe(line);
    expect(marked(line, data(8, 17))).toBe(line);
    expect(marked(line, data(10, 17))).toBe('⟦Kd93kfL2⟧ ⟦Kd93kfL2⟧');
    expect(marked(line, data(9, 16))).toBe('⟦Kd93kfL2⟧ ⟦Kd93kfL2⟧');
    expect(marked(line, data(0, 4))).toBe('⟦Kd93kfL2⟧ ⟦Kd93kfL2⟧');
  });

  it('is looked for if it is one of the first sixteen of the text', () => {
    const values = Array.from({ length: 17 }, (_, at) => `Kd93kfL2${String(at).padStart(2, '0')}`);
    const found = values.map((value) => `⟦${value}⟧`).join(' ');
    expect(marked(`${found} ${values[15]}`)).toBe(`${found} ⟦${values[15]}⟧`);
    expect(marked(`${found} ${values[16]}`)).toBe(`${found} ${values[16]}`);
    expect(marked(`⟦short⟧ ⟦${values[0]}⟧ ${found} ${values[15]}`)).toBe(
      `⟦short⟧ ⟦${values[0]}⟧ ${found} ⟦${values[15]}⟧`,
    );
  });
});
