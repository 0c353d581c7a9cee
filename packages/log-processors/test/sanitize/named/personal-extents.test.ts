import { describe, it } from 'vitest';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';
import { personalValue } from '../../../src/sanitize/named/personal-value.js';
import { expectExtents } from '../support/marked-extents.ts';

const names = new FieldNames();
const expectPersonal = (lines: readonly string[]) =>
  expectExtents(lines, (text, nameStart, nameEnd) => {
    let extent: { start: number; end: number } | undefined;
    const personal = (start: number, end: number) => {
      extent = { start, end };
    };
    const found = { personal, secret: () => undefined, endsInTable: () => undefined };
    personalValue(text, nameEnd, names.of(text.slice(nameStart, nameEnd)).personal, found);
    return extent;
  });

describe('a personal value behind its name', () => {
  it('may be parted from it by signs and small words', () => {
    expectPersonal([
      '"name":"«phone»", "value" : "⟦030 1234567⟧"',
      '"«phone»","val"="⟦030 1234567⟧"',
      '«telefon» č.⟦601 234 567⟧',
      '«telefon» č. ⟦601 234 567⟧',
      '«phone»: ⟦030  1234567⟧',
      '«phone»: ⟦030./1234567⟧',
      '«phone»: ⟦030 1234567⟧ s',
      '«phone»: ⟦030 1234567⟧ ms later',
    ]);
  });

  it('may stand a few words behind it, where nothing else looks so', () => {
    expectPersonal([
      '«PESEL» ubezpieczonego ⟦44051401359⟧',
      '"«PESEL»" ubezpieczonego: ⟦44051401359⟧',
      '«PESEL»\tubezpieczonego : ⟦44051401359⟧',
      '«PESEL» and 44051401359',
      '«PESEL» e 44051401359',
      '«PESEL» ubezpieczonego: 44051401358',
    ]);
  });
});

describe('a coordinate', () => {
  it('is exact, or stands beside another', () => {
    expectPersonal([
      '«lat»=⟦52.5200⟧ in 5 ms',
      `lon=13.40 «lat»=⟦52.52⟧${' x'.repeat(60)}`,
      '«lat»: ⟦52.52⟧, lng=13.40',
    ]);
  });

  it('is none that may be a latency', () => {
    expectPersonal([
      ...['«lat»=0.0123ms', '«lat»=0.0123 ms', '«lat»=0.0123s', '«lat»=0.0123 µs', '«lat»=0.0123 seconds'],
      ...['«lat»=52.52 lon=13.4', '«lat»=0.12 lon=0.34s', '«lat» 52.52', `«lat»=52.52 ${'x'.repeat(70)} lon=13.40`],
    ]);
  });
});
