import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('an international telephone number', () => {
  it('goes with its plus, in groups or with a code in brackets', () => {
    for (const line of [
      'call ⟦+49 30 5550123⟧',
      'call ⟦+1 (212) 555-0123⟧',
      'call ⟦+44-20-7946-0958⟧',
      'call ⟦+44 (0)20 7946 0958⟧',
      'call ⟦+33.6.12.34.56.78⟧',
      'call ⟦+493055501234⟧',
      'call ⟦%2B493055501234⟧',
      'call ⟦%2b49 30 5550123⟧',
      'call x%20⟦+493055501234⟧',
      'call\\n⟦+493055501234⟧',
      'call ⟦(212) 555-0123⟧',
      'call ⟦(212)555.0123⟧',
      'call ⟦1-212-555-0123⟧',
      'call ⟦1-212-555 0123⟧',
    ])
      expectHidden(line, 'phone');
  });

  it('stays where it is glued, measured, too short or too long', () => {
    for (const line of [
      'x+493055501234',
      'a\\nb c+493055501234',
      '+493055501234x',
      '+4930555012345678',
      '+49 30 555',
      '+09 30 5550123',
      '1+493055501234',
      ')+493055501234',
      '1-112-555-0123',
      '1-212-155-0123',
      '(112) 555-0123',
      '(212) 155-0123',
      '(212) 555-01234',
      'x(212) 555-0123',
      'read +493055501234 bytes',
      'read +493055501234b',
      'read +493055501234 ms',
      'read +493055501234 µs',
      'read +493055501234 seconds',
      'read +493055501234%',
      'read +493055501234 rows',
      'read ⟦+493055501234⟧ msx',
      'offset +493055501234',
      'delta=+493055501234',
      '"score": +493055501234',
      'balance: +493055501234',
      'adjusted: +493055501234',
      'position of ⟦+493055501234⟧',
      'offsets, ⟦+493055501234⟧',
      'offset ⟦+49 30 5550123⟧',
    ])
      expectHidden(line, 'phone');
  });

  it('goes with a slash, where the words speak of calls', () => {
    for (const line of [
      'Telefon ⟦0171/5550123⟧',
      'Mobil ⟦0171/555 01 23⟧',
      'Anruf ⟦0171 / 555 01 23⟧',
      'tel ⟦0171/5550123⟧',
      'Mobil: ⟦0171/5550123⟧',
      'Handy ⟦0171/5550123⟧',
      'Fax ⟦0171/5550123⟧',
      'erreichbar unter ⟦0171/5550123⟧',
      'zu erreichen ⟦0171/5550123⟧',
      'phone ⟦0171/5550123⟧',
      'call ⟦0171/5550123⟧',
      'Kontakt ⟦0171/5550123⟧',
      'contact ⟦0171/5550123⟧',
    ])
      expectHidden(line, 'phone');
  });

  it('stays with a slash, where they name a document or nothing', () => {
    for (const line of [
      'Bestellung 0171/5550123',
      'telx 0171/5550123',
      'Anruf zu Bestellung 0171/5550123',
      'Mobil, zu zur Bestell-Nr. 0171/5550123',
      'Mobil, zu Auftragsnummer: 0171/5550123',
      'Mobil, zu Auftrag nr 0171/5550123',
      'Mobil, zu Rechnung #0171/5550123',
      'Mobil, zu ticket no. 0171/5550123',
      'Mobil, zu contract 0171/5550123',
      'Mobil, zu Vertrag von ⟦0171/5550123⟧',
      'Mobil ⟦1171/5550123⟧',
      'Anruf x0171/5550123',
      'Anruf /0171/5550123',
      'Mobil ⟦0171/5550123/1⟧',
      'Mobil ⟦0171/5550123⟧-x',
      'Mobil ⟦0071/5550123⟧',
      'Mobil ⟦00171/5550123⟧',
      'Mobil ⟦017/2026⟧',
      'Mobil einer Kundin, die gern wissen will, wann es kommt 0171/5550123',
    ])
      expectHidden(line, 'phone');
  });
});
